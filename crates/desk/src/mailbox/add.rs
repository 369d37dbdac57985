//! A mailbox is added together with the queue its mail goes to.

use base::Scope;
use keys::Keys;
use mail::mailbox::settings::FetchSettings;
use store::{Tx, params};

use super::store as sql;
use crate::Error;

/// What a new mailbox is made of.
#[derive(Clone, Debug)]
pub struct NewMailbox {
    /// The address.
    pub address: String,
    /// The name customers see.
    pub name: String,
    /// The queue its mail goes to.
    pub queue: i64,
    /// How it is fetched; none when mail arrives over SMTP.
    pub fetch: Option<FetchSettings>,
    /// Its own relay as an address; the installation's when none.
    pub relay: Option<base::Secret<String>>,
    /// A new ticket is answered at once with its key.
    pub acknowledges: bool,
    /// Stands below answers.
    pub signature: String,
}

impl NewMailbox {
    /// A mailbox for a queue, answering at once, without signature.
    #[must_use]
    pub fn of(address: &str, name: &str, queue: i64) -> Self {
        Self {
            address: address.to_owned(),
            name: name.to_owned(),
            queue,
            fetch: None,
            relay: None,
            acknowledges: true,
            signature: String::new(),
        }
    }
}

/// Adds a mailbox.
///
/// # Errors
/// When the address is none or taken, the queue is not there, or the scope is no administrator's.
pub fn add(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, new: NewMailbox) -> Result<i64, Error> {
    work::queue::get(tx, scope, new.queue)?;
    let made = mail::mailbox::NewMailbox { address: new.address, name: new.name, fetch: new.fetch, relay: new.relay };
    let made = mail::mailbox::add(tx, scope, keys, &made)?;
    let signature = base::text::clean(&new.signature);
    tx.execute(sql::INSERT, params![made.id, new.queue, new.acknowledges, signature])?;
    Ok(made.id)
}
