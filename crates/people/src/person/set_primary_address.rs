//! Mail goes to the primary address; people themselves choose among their verified ones.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{PersonAddress, read, store as sql};
use crate::{Error, Result, authority};

/// Makes one of a person's addresses the primary one.
///
/// # Errors
/// When it is not the person's, or unverified and the scope may not change the person.
pub fn set_primary_address(tx: &mut Tx<'_>, scope: &Scope, person: i64, address: i64) -> Result<Vec<PersonAddress>> {
    let before = read::get(tx, scope, person)?;
    authority::require_self_or_change(scope, &before)?;
    let all = read::of_person(tx, person)?;
    let found = all.iter().find(|one| one.id == address).ok_or(Error::NotFound)?;
    if found.verified_at.is_none() {
        authority::require_change(scope, &before)?;
    }
    tx.execute(sql::CLEAR_PRIMARY, params![person])?;
    tx.execute(sql::SET_PRIMARY, params![address, person])?;
    let event = Event::PersonChanged { fields: vec!["address".to_owned()] };
    tx.append(NewEvent::of("person", person, event).organization(before.organization), scope.actor())?;
    read::of_person(tx, person)
}
