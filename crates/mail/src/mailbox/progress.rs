//! How far a mailbox was fetched; written together with each mail, or after it.

use std::collections::{HashMap, HashSet};

use base::Timestamp;
use store::{Tx, params};

use super::table;
use crate::Error;

/// How far a folder was fetched.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CursorStep {
    /// The mailbox.
    pub mailbox: i64,
    /// The folder.
    pub folder: String,
    /// The folder's generation (RFC 3501 §2.3.1.1).
    pub uidvalidity: u32,
    /// The last UID that was taken.
    pub uid: u32,
}

/// One step of fetching.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// A folder's cursor moved (IMAP).
    Cursor(CursorStep),
    /// A mail with this unique id was taken (POP3).
    Taken {
        /// The mailbox.
        mailbox: i64,
        /// The server's unique id (RFC 1939 §7, UIDL).
        uidl: String,
        /// All of it, so that it may be deleted on the server.
        whole: bool,
    },
}

impl Step {
    /// Writes it down.
    pub(crate) fn record(&self, tx: &mut Tx) -> Result<(), Error> {
        let (id, now) = (tx.new_id()?, tx.now());
        match self {
            Self::Cursor(step) => {
                tx.execute(table::SET_CURSOR, params![id, step.mailbox, &step.folder, step.uidvalidity, step.uid])?
            }
            Self::Taken { mailbox, uidl, whole } => {
                tx.execute(table::SET_TAKEN, params![id, *mailbox, uidl, *whole, now])?
            }
        };
        Ok(())
    }
}

/// The cursor of a folder: generation and last UID.
pub(crate) fn cursor(tx: &mut Tx, mailbox: i64, folder: &str) -> Result<Option<(i64, i64)>, Error> {
    Ok(tx.query_optional(table::CURSOR, params![mailbox, folder], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// The unique ids of the mails that were taken; with the time for those that were taken whole.
pub(crate) fn taken(tx: &mut Tx, mailbox: i64) -> Result<HashMap<String, Option<Timestamp>>, Error> {
    let rows =
        tx.query(table::TAKEN, params![mailbox], |row| Ok((row.get(0)?, row.get::<bool>(1)?.then_some(row.get(2)?))))?;
    Ok(rows.into_iter().collect())
}

/// Forgets the unique ids of mails that are no longer on the server.
pub(crate) fn forget_taken(tx: &mut Tx, mailbox: i64, gone: &HashSet<String>) -> Result<(), Error> {
    for uidl in gone {
        tx.execute(table::FORGET_TAKEN, params![mailbox, uidl])?;
    }
    Ok(())
}
