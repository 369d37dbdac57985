//! A key is taken away; mails that it opened stay opened, mails that it signed stay what they were.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{get, table};
use crate::Error;

/// Takes a key away, with its private half.
///
/// # Errors
/// [`Error::Forbidden`] or [`Error::NotFound`].
pub fn remove(tx: &mut Tx, scope: &Scope, key: i64) -> Result<(), Error> {
    let known = get(tx, scope, key)?;
    tx.execute(table::DELETE_KEY, params![key])?;
    let event = Event::MailKeyRemoved { owner: known.owner.place(), fingerprint: known.fingerprint };
    tx.append(NewEvent::of("mail_key", key, event), scope.actor())?;
    Ok(())
}
