//! The desk's side of mailboxes, read.

use base::Scope;
use serde::Serialize;
use store::{Row, Tx, params};

use super::store as sql;
use crate::Error;

/// A mailbox as the desk sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DeskMailbox {
    /// The mailbox.
    pub mailbox: i64,
    /// The queue its mail goes to.
    pub queue: i64,
    /// The queue's name.
    pub queue_name: String,
    /// A new ticket is answered at once with its key.
    pub acknowledges: bool,
    /// Stands below answers.
    pub signature: String,
}

fn read(row: &Row) -> Result<DeskMailbox, store::Error> {
    Ok(DeskMailbox {
        mailbox: row.get(0)?,
        queue: row.get(1)?,
        queue_name: row.get(2)?,
        acknowledges: row.get(3)?,
        signature: row.get(4)?,
    })
}

/// The desk's side of one mailbox.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, mailbox: i64) -> Result<Option<DeskMailbox>, Error> {
    Ok(tx.query_optional(sql::OF_MAILBOX, params![mailbox], read)?)
}

/// The mailbox that answers for a queue; any mailbox for no queue.
///
/// # Errors
/// When the database fails.
pub fn for_queue(tx: &mut Tx<'_>, queue: Option<i64>) -> Result<Option<DeskMailbox>, Error> {
    match tx.query_optional(sql::OF_QUEUE, params![queue], read)? {
        Some(found) => Ok(Some(found)),
        None if queue.is_some() => for_queue(tx, None),
        None => Ok(None),
    }
}

/// All of them, for staff.
///
/// # Errors
/// When the database fails; customers get an empty list.
pub fn list(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<DeskMailbox>, Error> {
    if !scope.is_staff() {
        return Ok(Vec::new());
    }
    Ok(tx.query(sql::LIST, &[], read)?)
}

/// The queue for what came by no mailbox.
///
/// # Errors
/// When the database fails.
pub fn first_queue(tx: &mut Tx<'_>) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(sql::FIRST_QUEUE, &[], |row| row.get(0))?)
}
