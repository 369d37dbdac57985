//! An address is verified by a link that was mailed to it, or by an administrator who vouches for it.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{read, store as sql};
use crate::{Error, Result, authority};

/// Marks an address as the person's own, on an administrator's word.
///
/// # Errors
/// When it is not the person's, or the scope is no administrator's.
pub fn verify_address(tx: &mut Tx<'_>, scope: &Scope, person: i64, address: i64) -> Result<()> {
    read::get(tx, scope, person)?;
    authority::require_admin(scope)?;
    verify(tx, scope, person, address)
}

/// Marks an address without asking for rights; a verified one stays as it is.
pub(crate) fn verify(tx: &mut Tx<'_>, scope: &Scope, person: i64, address: i64) -> Result<()> {
    let all = read::of_person(tx, person)?;
    let found = all.into_iter().find(|one| one.id == address).ok_or(Error::NotFound)?;
    let now = tx.now();
    if tx.execute(sql::VERIFY_ADDRESS, params![now, address])? == 0 {
        return Ok(());
    }
    let event = Event::PersonAddressVerified { address: found.address };
    tx.append(NewEvent::of("person", person, event), scope.actor())?;
    Ok(())
}
