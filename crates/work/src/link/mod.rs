//! Links between items: a closed set, each with a direction and a rule of what it may join.

mod list;
mod set;
mod store;

pub use list::list;
pub use set::{link, unlink};
pub(crate) use store::STATEMENTS;

use crate::Kind;
use crate::Kind as K;
use crate::words::words;

words! {
    /// What a link between two items says, read from its source to its target.
    LinkKind, "link" {
        /// A ticket is about an incident, a bug or a feature.
        About = "about",
        /// An incident or a bug is caused by an incident, a bug or a change.
        CausedBy = "caused_by",
        /// A task is an action that an incident asks for.
        Actions = "actions",
        /// The same matter as another item.
        Duplicates = "duplicates",
        /// The target cannot go on before the source is done.
        Blocks = "blocks",
        /// Worth knowing beside each other; has no direction.
        Relates = "relates",
    }
}

impl LinkKind {
    /// Whether the link may lead from one kind to another.
    #[must_use]
    pub const fn joins(self, source: Kind, target: Kind) -> bool {
        match self {
            Self::About => matches!(source, K::Ticket) && matches!(target, K::Incident | K::Bug | K::Feature),
            Self::CausedBy => {
                matches!(source, K::Incident | K::Bug) && matches!(target, K::Incident | K::Bug | K::Change)
            }
            Self::Actions => matches!(source, K::Task) && matches!(target, K::Incident),
            Self::Duplicates | Self::Blocks | Self::Relates => true,
        }
    }
}

/// A link as seen from one of its ends.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Link {
    /// What it says.
    pub link: LinkKind,
    /// True when the item asked about is the source, false when it is the target.
    pub outgoing: bool,
    /// The item at the other end.
    pub item: i64,
    /// Its key.
    pub key: String,
    /// Its title.
    pub title: String,
    /// Its status by name.
    pub status: String,
}
