//! The primary address stays; another one goes and frees its name, and links sent to it die.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{PersonAddress, read, store as sql};
use crate::{Error, Flaw, Result, authority, link};

/// Removes one of a person's addresses.
///
/// # Errors
/// When it is the primary one or not the person's, or the scope may not change the person.
pub fn remove_address(tx: &mut Tx<'_>, scope: &Scope, person: i64, address: i64) -> Result<Vec<PersonAddress>> {
    let before = read::get(tx, scope, person)?;
    authority::require_change(scope, &before)?;
    let all = read::of_person(tx, person)?;
    let found = all.iter().find(|one| one.id == address).ok_or(Error::NotFound)?;
    if tx.execute(sql::DELETE_ADDRESS, params![address])? == 0 {
        return Err(Error::invalid("address", Flaw::OnlyOne));
    }
    link::end_all(tx, person)?;
    let event = Event::PersonAddressRemoved { address: found.address.clone() };
    tx.append(NewEvent::of("person", person, event).organization(before.organization), scope.actor())?;
    read::of_person(tx, person)
}
