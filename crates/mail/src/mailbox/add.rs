//! An administrator adds one of our addresses.

use base::Scope;
use events::{Event, NewEvent};
use keys::Keys;
use store::{Tx, params};

use super::{Mailbox, find, settings, settings::FetchSettings, table};
use crate::{Error, parse::addresses};

/// What a new mailbox is made of.
#[derive(Clone, Debug)]
pub struct NewMailbox {
    /// The address.
    pub address: String,
    /// The name shown to customers.
    pub name: String,
    /// How it is fetched; none when mail arrives over SMTP.
    pub fetch: Option<FetchSettings>,
    /// Its own relay as an address (see [`crate::outbox::Relay::read`]); the installation's when none.
    pub relay: Option<base::Secret<String>>,
}

/// Adds a mailbox.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::Invalid`] when the address is none or taken.
pub fn add(tx: &mut Tx, scope: &Scope, keys: &Keys, new: &NewMailbox) -> Result<Mailbox, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let address =
        addresses::plausible(&new.address).ok_or_else(|| Error::invalid("address", "this is no mail address"))?;
    if addresses::fold(&address).contains('+') {
        return Err(Error::invalid("address", "the plus sign is kept for signed reply addresses"));
    }
    let (id, now) = (tx.new_id()?, tx.now());
    let sealed = match &new.fetch {
        Some(fetch) => {
            fetch.check()?;
            Some(settings::seal(keys, tx.world(), id, fetch)?)
        }
        None => None,
    };
    let relay = match &new.relay {
        Some(relay) => {
            crate::outbox::Relay::read(relay, "")?;
            Some(settings::seal_relay(keys, tx.world(), id, relay)?)
        }
        None => None,
    };
    let name = base::text::clean_line(&new.name);
    let written =
        tx.execute(table::INSERT, params![id, &address, addresses::fold(&address), name, sealed, relay, now])?;
    if written == 0 {
        return Err(Error::invalid("address", "there is a mailbox with this address already"));
    }
    tx.append(NewEvent::of("mailbox", id, Event::MailboxChanged { address }), scope.actor())?;
    find::get(tx, scope, id)
}
