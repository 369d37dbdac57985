//! A decision with its reasons, in the form in which it is kept with the mail.

use serde::{Deserialize, Serialize};

use crate::Kind;

/// How many pieces of evidence a decision tells about.
pub const MOST_EXAMINED: usize = 20;

/// Where a mail belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// It continues this thread.
    Thread(i64),
    /// It starts a thread.
    New,
    /// It starts a thread that looks like a reply to this one.
    NewLinked(i64),
}

/// What one piece of evidence was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The sender belongs to the thread.
    Joins,
    /// The sender may join the thread and is not on it yet.
    JoinsMarked,
    /// The sender is a stranger to the thread: a new one is linked to it.
    Links,
    /// It points to no thread that is known or still there.
    LeadsNowhere,
    /// It is an id in our form whose code is wrong.
    Forged,
    /// The installation does not read evidence of this kind.
    NotRead,
}

/// One piece of evidence with its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Examined {
    /// What kind of hint.
    pub kind: Kind,
    /// The thread it points to, if any.
    pub thread: Option<i64>,
    /// What it was.
    pub detail: String,
    /// What it was worth.
    pub verdict: Verdict,
}

/// A decision with its reasons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// Where the mail belongs.
    pub place: Place,
    /// The evidence that decided, none for a new thread without any.
    pub kind: Option<Kind>,
    /// What the evidence was.
    pub detail: String,
    /// The sender was not on the thread.
    pub sender_is_new: bool,
    /// Somebody made up an id of ours: no reopening, no new watchers.
    pub forged: bool,
    /// All evidence in the order in which it was tried, at most [`MOST_EXAMINED`].
    #[serde(default)]
    pub examined: Vec<Examined>,
}

impl Decision {
    /// Whether the mail may put a ticket back to work: not by a machine, not with forged headers.
    #[must_use]
    pub const fn may_reopen(&self, by_machine: bool) -> bool {
        !by_machine && !self.forged
    }

    /// Whether those who get a copy of the mail follow the ticket too. Into a thread that exists only somebody who
    /// belongs to it brings others along, and only by evidence that cannot be guessed.
    #[must_use]
    pub fn may_bring_watchers(&self, by_machine: bool, belongs: bool) -> bool {
        let proven = match self.place {
            Place::Thread(_) => belongs && self.kind.is_some_and(Kind::is_secret),
            Place::New | Place::NewLinked(_) => true,
        };
        proven && !by_machine && !self.forged
    }
}
