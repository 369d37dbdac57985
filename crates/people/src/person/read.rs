//! Staff sees every person; customers see themselves and, where allowed, their colleagues.

use base::{Scope, Sees};
use store::{Tx, params};

use super::{Person, PersonAddress, store as sql};
use crate::{Address, Error, HashedPassword, Result};

/// The person, if the scope may know of them.
///
/// # Errors
/// [`Error::NotFound`] when they do not exist for the scope.
pub fn get(tx: &mut Tx<'_>, scope: &Scope, id: i64) -> Result<Person> {
    let found = by_id(tx, id)?;
    if is_visible(scope, &found) { Ok(found) } else { Err(Error::NotFound) }
}

/// The person with this address; unscoped, for finding out who writes. None when the text is no address.
///
/// # Errors
/// When the query fails.
pub fn by_address(tx: &mut Tx<'_>, address: &str) -> Result<Option<Person>> {
    let Ok(address) = Address::parse(address) else {
        return Ok(None);
    };
    Ok(tx.query_optional(sql::BY_ADDRESS, params![address.fold()], sql::person)?)
}

/// The person's addresses, for staff and the person.
///
/// # Errors
/// [`Error::NotFound`] when the person does not exist for the scope, [`Error::Forbidden`] for colleagues.
pub fn addresses(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Vec<PersonAddress>> {
    get(tx, scope, person)?;
    if !scope.is_staff() && scope.person() != Some(person) {
        return Err(Error::Forbidden);
    }
    of_person(tx, person)
}

pub(crate) fn by_id(tx: &mut Tx<'_>, id: i64) -> Result<Person> {
    tx.query_one(sql::BY_ID, params![id], sql::person).map_err(Error::from)
}

pub(super) fn of_person(tx: &mut Tx<'_>, person: i64) -> Result<Vec<PersonAddress>> {
    Ok(tx.query(sql::ADDRESSES, params![person], sql::address)?)
}

/// What a password is compared with.
pub(crate) struct Credentials {
    pub person: i64,
    pub password: Option<HashedPassword>,
    pub epoch: i64,
}

/// The credentials behind an address, unless the person is disabled.
pub(crate) fn credentials(tx: &mut Tx<'_>, address: &Address) -> Result<Option<Credentials>> {
    let found = tx.query_optional(sql::CREDENTIALS, params![address.fold()], |row| {
        let password = row.get::<Option<String>>(1)?.map(HashedPassword);
        Ok(Credentials { person: row.get(0)?, password, epoch: row.get(2)? })
    })?;
    Ok(found)
}

fn is_visible(scope: &Scope, person: &Person) -> bool {
    match scope.sees() {
        Sees::Everything => true,
        Sees::Own { person: own, organizations } => {
            person.id == own || person.organization.is_some_and(|organization| organizations.contains(&organization))
        }
    }
}
