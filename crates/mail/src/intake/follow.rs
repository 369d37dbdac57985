//! When a message goes to another thread, later mails that answer its mails go there too.

use store::{Tx, params};

use super::table;
use crate::{
    Error,
    thread::graph::{self, Seen},
};

/// Teaches the graph that the mails of a message, received or sent, belong to this thread now.
///
/// # Errors
/// When the database fails.
pub fn follow(tx: &mut Tx, message: i64, thread: i64) -> Result<(), Error> {
    let ids: Vec<String> = tx.query(table::IDS_OF_MESSAGE, params![message], |row| row.get(0))?;
    for id in ids {
        graph::learn(tx, &id, thread, Seen::Moved)?;
    }
    Ok(())
}
