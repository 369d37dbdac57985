//! An address belongs to one person; until it is verified it proves nothing about who signs in.

use base::{Scope, Timestamp};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{PersonAddress, read, store as sql};
use crate::{Address, Error, Flaw, Result, authority};

/// The most addresses of one person.
const MAX_ADDRESSES: usize = 20;

/// Adds an unverified address; the first one becomes the primary one.
///
/// Only those who may change the person do: a free address added by oneself could later be taken for proof.
///
/// # Errors
/// When it is no address, taken or one too many, or the scope may not change the person.
pub fn add_address(tx: &mut Tx<'_>, scope: &Scope, person: i64, address: &str) -> Result<Vec<PersonAddress>> {
    let before = read::get(tx, scope, person)?;
    authority::require_change(scope, &before)?;
    let address = Address::parse(address)?;
    let count = read::of_person(tx, person)?.len();
    if count >= MAX_ADDRESSES {
        return Err(Error::invalid("address", Flaw::OutOfRange));
    }
    if !insert(tx, person, &address, count == 0, None)? {
        return Err(Error::invalid("address", Flaw::Taken));
    }
    let event = Event::PersonAddressAdded { address: address.as_str().to_owned() };
    tx.append(NewEvent::of("person", person, event).organization(before.organization), scope.actor())?;
    read::of_person(tx, person)
}

/// Writes the row; false when somebody has the address.
pub(super) fn insert(
    tx: &mut Tx<'_>,
    person: i64,
    address: &Address,
    is_primary: bool,
    verified_at: Option<Timestamp>,
) -> Result<bool> {
    let (id, now) = (tx.new_id()?, tx.now());
    let values = params![id, person, address.as_str(), address.fold(), is_primary, verified_at, now];
    Ok(tx.execute(sql::INSERT_ADDRESS, values)? == 1)
}
