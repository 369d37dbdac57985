//! What became of a mail is written once.

use base::Scope;
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::{State, table};
use crate::{Error, parse::SANITIZER_VERSION, thread::Decision};

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It started this thread as this message.
    Ticketed {
        /// The thread.
        thread: i64,
        /// The message.
        message: i64,
    },
    /// It continued this thread as this message.
    Appended {
        /// The thread.
        thread: i64,
        /// The message.
        message: i64,
    },
    /// It waits for an administrator.
    Quarantined {
        /// Why, as a short name.
        cause: String,
    },
    /// It was put aside for good.
    Dropped {
        /// Why, as a short name.
        cause: String,
    },
}

/// Writes what became of a mail, and the reason for its thread.
///
/// # Errors
/// [`Error::TooLate`] when it was settled before.
pub fn settle(
    tx: &mut Tx,
    scope: &Scope,
    mail: i64,
    outcome: &Outcome,
    decision: Option<&Decision>,
) -> Result<(), Error> {
    let (state, cause, thread, message) = match outcome {
        Outcome::Ticketed { thread, message } => (State::Ticketed, None, Some(*thread), Some(*message)),
        Outcome::Appended { thread, message } => (State::Appended, None, Some(*thread), Some(*message)),
        Outcome::Quarantined { cause } => (State::Quarantined, Some(cause.clone()), None, None),
        Outcome::Dropped { cause } => (State::Dropped, Some(cause.clone()), None, None),
    };
    let now = tx.now();
    let sanitizer = message.map(|_| SANITIZER_VERSION);
    let changed = tx.execute(table::SETTLE, params![state.as_str(), &cause, thread, message, now, sanitizer, mail])?;
    if changed == 0 {
        return Err(Error::TooLate);
    }
    if let Some(text) = decision.and_then(|decision| serde_json::to_string(decision).ok()) {
        tx.execute(table::SET_DECISION, params![text, mail])?;
    }
    let event = Event::MailSettled { mail, outcome: state.as_str().to_owned(), cause };
    tx.append(NewEvent::of("mail", mail, event).visibility(Visibility::System), scope.actor())?;
    Ok(())
}

/// Counts that processing began; a mail that always fails can be seen by its count.
///
/// # Errors
/// When the database fails.
pub fn note_attempt(tx: &mut Tx, mail: i64) -> Result<(), Error> {
    tx.execute(table::NOTE_ATTEMPT, params![mail])?;
    Ok(())
}
