//! An answer that waits: until then nobody sees it and its author can take it back. Undo for some seconds and sending
//! later are the same thing with different times.

mod hold;
mod list;
mod say;
pub(crate) mod store;
mod take_back;

pub use hold::hold;
pub use list::of_item;
pub use say::{SAY, say};
pub use take_back::take_back;

use base::Timestamp;
use serde::Serialize;

/// An answer that waits, or waited.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Held {
    /// The row's id.
    pub id: i64,
    /// The ticket.
    pub item: i64,
    /// Who wrote it.
    pub author: i64,
    /// What will be said.
    pub body: String,
    /// How it is written; Markdown when none.
    pub format: Option<String>,
    /// The position of the last message its author had seen.
    pub seen: Option<i64>,
    /// The status the ticket gets with it.
    pub status: Option<String>,
    /// When it is said.
    pub say_at: Timestamp,
    /// When it was written.
    pub created_at: Timestamp,
    #[serde(skip)]
    files: String,
    #[serde(skip)]
    is_held: bool,
}
