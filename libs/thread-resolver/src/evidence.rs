//! What in a mail points to a thread, and what its sender is to that thread.

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

    /// Whether only mails of the thread carry it. Keys in subjects can be guessed.
    #[must_use]
    pub const fn is_secret(self) -> bool {
        matches!(self, Self::SignedAddress | Self::ThreadHeaders | Self::Marker)
    }
}

/// Where evidence points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// To this thread, or to the one that it was merged into.
    Thread(i64),
    /// To no thread that is known or still there.
    Nothing,
    /// Nowhere: it is an id in our form whose code is wrong.
    Forged,
}

/// One hint to a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// What kind of hint.
    pub kind: Kind,
    /// Where it points.
    pub target: Target,
    /// What it was: the address, the message id, the key.
    pub detail: String,
}

/// What the sender is to a thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sender {
    /// Wrote or received a message of the thread.
    pub participant: bool,
    /// Belongs to the organisation of the thread, or writes from its domain.
    pub same_organization: bool,
    /// Works for the provider.
    pub staff: bool,
}

/// Which kinds of evidence an installation reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Read keys in subjects.
    pub subject_keys: bool,
    /// Read keys of other systems.
    pub foreign_keys: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { subject_keys: true, foreign_keys: true }
    }
}

impl Settings {
    /// Whether evidence of this kind is read.
    #[must_use]
    pub const fn read(self, kind: Kind) -> bool {
        match kind {
            Kind::SubjectKey => self.subject_keys,
            Kind::ForeignKey => self.foreign_keys,
            Kind::SignedAddress | Kind::ThreadHeaders | Kind::Marker => true,
        }
    }
}
