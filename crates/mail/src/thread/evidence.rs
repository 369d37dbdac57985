//! What in a mail points to a thread, and how far it is believed.

use serde::{Deserialize, Serialize};

/// The kinds of evidence, the most certain first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A signed reply address or the envelope sender of a delivery.
    SignedAddress,
    /// `In-Reply-To` or `References` against the graph.
    ThreadHeaders,
    /// The hidden signed marker in the quoted part.
    Marker,
    /// The key in the subject.
    SubjectKey,
    /// A key of the partner's own system.
    ForeignKey,
}

impl Kind {
    /// All kinds, in the order in which they are tried.
    pub const ALL: [Self; 5] =
        [Self::SignedAddress, Self::ThreadHeaders, Self::Marker, Self::SubjectKey, Self::ForeignKey];

    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignedAddress => "signed_address",
            Self::ThreadHeaders => "thread_headers",
            Self::Marker => "marker",
            Self::SubjectKey => "subject_key",
            Self::ForeignKey => "foreign_key",
        }
    }
}

/// One hint to a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of hint.
    pub kind: Kind,
    /// The thread it points to.
    pub thread: i64,
    /// What it was: the message id, the key, the token's number.
    pub detail: String,
}

/// What the sender is to a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SenderFacts {
    /// Wrote or received a message of the thread.
    pub participant: bool,
    /// Belongs to the organisation of the thread, or writes from its domain.
    pub same_organization: bool,
    /// Works for the provider.
    pub staff: bool,
}
