//! A mailbox is changed: what customers see, where its mail goes, how it is fetched and sent.

use base::Scope;
use keys::Keys;
use store::{Tx, params};

use super::{list, store as sql};
use crate::Error;

/// What may be changed; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// How it is fetched and sent.
    pub mail: mail::mailbox::Change,
    /// The queue its mail goes to.
    pub queue: Option<i64>,
    /// A new ticket is answered at once with its key.
    pub acknowledges: Option<bool>,
    /// Stands below answers.
    pub signature: Option<String>,
}

/// Changes it.
///
/// # Errors
/// When it or the queue is not there, a value cannot be taken, or the scope is no administrator's.
pub fn change(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, mailbox: i64, change: Change) -> Result<(), Error> {
    mail::mailbox::change(tx, scope, keys, mailbox, &change.mail)?;
    let Some(before) = list::of(tx, mailbox)? else { return Ok(()) };
    let queue = change.queue.unwrap_or(before.queue);
    work::queue::get(tx, scope, queue)?;
    let acknowledges = change.acknowledges.unwrap_or(before.acknowledges);
    let signature = change.signature.as_deref().map_or(before.signature, base::text::clean);
    tx.execute(sql::CHANGE, params![queue, acknowledges, signature, mailbox])?;
    Ok(())
}
