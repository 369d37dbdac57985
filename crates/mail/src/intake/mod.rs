//! A mail is stored raw first; what becomes of it is decided later, and every one is accounted for.

mod accept;
mod balance;
mod blocked;
mod cleaned;
mod explain;
mod find;
mod fingerprint;
mod follow;
mod quarantine;
mod settle;
pub(crate) mod table;

pub use accept::{Door, Incoming, Receipt};
pub use balance::{Balance, balance, balance_since};
pub use blocked::{Blocked, block, blocked, unblock};
pub use cleaned::{note_cleaned, outdated, outdated_count};
pub use explain::{Explained, explained};
pub use find::{copies, get, raw, raw_blocking};
pub use follow::follow;
pub use quarantine::{Filter, causes, discard, list, retry};
pub use settle::{Outcome, note_attempt, settle};

use base::Timestamp;
use serde::{Deserialize, Serialize};

/// How a mail came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Source {
    /// Handed to our SMTP listener.
    Smtp,
    /// Fetched from a mailbox.
    Imap,
    /// Handed to the command line.
    Pipe,
}

impl Source {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Smtp => "smtp",
            Self::Imap => "imap",
            Self::Pipe => "pipe",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "smtp" => Self::Smtp,
            "imap" => Self::Imap,
            _ => Self::Pipe,
        }
    }
}

/// Where a received mail is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Stored; nothing is decided.
    Received,
    /// It started a thread.
    Ticketed,
    /// It continued a thread.
    Appended,
    /// It waits for an administrator, with a cause.
    Quarantined,
    /// It was put aside for good, with a cause.
    Dropped,
}

impl State {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Ticketed => "ticketed",
            Self::Appended => "appended",
            Self::Quarantined => "quarantined",
            Self::Dropped => "dropped",
        }
    }

    /// Reads the stored name; whatever is none of the others is still to be decided.
    #[must_use]
    pub fn parse(text: &str) -> Self {
        match text {
            "ticketed" => Self::Ticketed,
            "appended" => Self::Appended,
            "quarantined" => Self::Quarantined,
            "dropped" => Self::Dropped,
            _ => Self::Received,
        }
    }
}

/// A received mail as it stands in the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Received {
    /// The row's id.
    pub id: i64,
    /// The raw mail.
    pub digest: String,
    /// Bytes of the raw mail.
    pub size: i64,
    /// When it came in.
    pub received_at: Timestamp,
    /// How it came in.
    pub source: Source,
    /// Who handed it over.
    pub peer: Option<String>,
    /// The envelope sender; empty when null, none when unknown.
    pub envelope_from: Option<String>,
    /// The envelope recipients.
    pub recipients: Vec<String>,
    /// The mailbox it was for.
    pub mailbox: Option<i64>,
    /// Its id.
    pub message_id: Option<String>,
    /// The address in From.
    pub sender: Option<String>,
    /// Its subject.
    pub subject: String,
    /// Where it is in its life.
    pub state: State,
    /// Why it was quarantined or dropped.
    pub cause: Option<String>,
    /// The thread it went to.
    pub thread: Option<i64>,
    /// The message it became.
    pub message: Option<i64>,
    /// How often processing began.
    pub attempts: i64,
    /// When it was settled.
    pub settled_at: Option<Timestamp>,
}
