//! Whoever writes for the first time becomes a customer; two mails at once make one person.

use base::{Role, Scope, text};
use store::Tx;

use super::{NewPerson, Person, create, read};
use crate::{Error, Flaw, Result, authority};

/// The most characters taken from a name that somebody else wrote.
const MAX_FOREIGN_NAME: usize = 120;

/// The person with this address; made as a customer with this name when there is none.
///
/// # Errors
/// When the text is no address, or the person would have to be made and the scope may not.
pub fn find_or_create_by_address(tx: &mut Tx<'_>, scope: &Scope, address: &str, name: &str) -> Result<Person> {
    if let Some(found) = read::by_address(tx, address)? {
        return Ok(found);
    }
    authority::require_write(scope)?;
    let name = text::clean_line(name);
    let new = NewPerson::of(text::truncate(&name, MAX_FOREIGN_NAME), address, Role::Customer);
    if let Some(made) = create::insert(tx, scope, new)? {
        return Ok(made);
    }
    // Somebody else made the person between the two looks; now it is there.
    read::by_address(tx, address)?.ok_or(Error::invalid("address", Flaw::Taken))
}
