//! A key that is taken away signs nothing more; its record may go from DNS a few days later, when all mails arrived.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::table;
use crate::Error;

/// Takes a key away.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::NotFound`] when there is none.
pub fn remove(tx: &mut Tx, scope: &Scope, key: i64) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let key = tx.query_one(table::GET, params![key], table::read)?;
    tx.execute(table::REMOVE, params![key.id])?;
    let event = Event::DkimKeyChanged { domain: key.domain, selector: key.selector, state: "removed".to_owned() };
    tx.append(NewEvent::of("dkim", key.id, event), scope.actor())?;
    Ok(())
}
