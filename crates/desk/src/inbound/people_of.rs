//! Who a mail is from, and whom it brings along; strangers become customers, never more than forty by one mail.

use base::Scope;
use keys::Keys;
use mail::{MailAddress, Parsed, limits::NEW_PEOPLE};
use people::Person;
use store::Tx;

use crate::Error;

/// The person who wrote; the envelope sender when From is empty. None when neither is an address.
///
/// # Errors
/// When the database fails.
pub fn sender(tx: &mut Tx<'_>, scope: &Scope, mail: &Parsed, envelope: Option<&str>) -> Result<Option<Person>, Error> {
    let from = mail.from.clone().or_else(|| {
        let address = mail::parse::addresses::plausible(envelope?)?;
        Some(MailAddress { name: String::new(), address })
    });
    match from {
        Some(from) => known(tx, scope, &from),
        None => Ok(None),
    }
}

/// The person of an address, made as a customer when need be. An address that nobody can be known by (a malformed
/// one) is no error of the mail.
///
/// # Errors
/// When the database fails.
pub fn known(tx: &mut Tx<'_>, scope: &Scope, from: &MailAddress) -> Result<Option<Person>, Error> {
    match people::person::find_or_create_by_address(tx, scope, &from.address, &from.name) {
        Ok(person) => Ok(Some(person)),
        Err(people::Error::Invalid { .. }) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The people in copy follow the ticket; our own mailboxes and the sender do not. The sender may be new as well.
///
/// # Errors
/// When the database fails.
pub fn follow(
    tx: &mut Tx<'_>,
    scope: &Scope,
    keys: &Keys,
    (item, sender): (i64, i64),
    mail: &Parsed,
) -> Result<(), Error> {
    let mut new = 1;
    for address in mail.to.iter().chain(&mail.cc) {
        if mail::mailbox::resolve(tx, keys, std::slice::from_ref(&address.address))?.mailbox.is_some() {
            continue;
        }
        let person = match people::person::by_address(tx, &address.address)? {
            Some(person) => Some(person),
            None if new >= NEW_PEOPLE => None,
            None => {
                new += 1;
                known(tx, scope, address)?
            }
        };
        if let Some(person) = person.filter(|person| person.id != sender && !person.role.is_staff()) {
            work::item::watch(tx, scope, item, person.id)?;
        }
    }
    Ok(())
}
