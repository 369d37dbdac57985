//! What the mail room asks about tickets: where a thread goes now, whose key it is, who the sender is to it.

use base::Scope;
use mail::thread::{
    Threads,
    evidence::{Kind, SenderFacts},
};
use people::{Address, Person};
use store::{Tx, params};
use work::Item;

use super::store as sql;
use crate::Error;

/// Tickets as threads.
pub struct Tickets;

fn scope() -> Scope {
    Scope::system("a mail looks for its ticket")
}

/// A ticket that is there; those in the recycle bin are not.
fn item(tx: &mut Tx<'_>, id: i64) -> Result<Option<Item>, store::Error> {
    match work::item::get(tx, &scope(), id) {
        Ok(item) if item.deleted_at.is_none() => Ok(Some(item)),
        Ok(_) | Err(work::Error::NotFound) => Ok(None),
        Err(work::Error::Store(error)) => Err(error),
        Err(error) => Err(store::Error::Mismatch(error.to_string())),
    }
}

impl Threads for Tickets {
    fn current(&self, tx: &mut Tx<'_>, thread: i64) -> Result<Option<i64>, store::Error> {
        Ok(item(tx, thread)?.map(|item| item.id))
    }

    fn of_key(&self, tx: &mut Tx<'_>, key: &str) -> Result<Option<i64>, store::Error> {
        match work::item::find(tx, &scope(), key) {
            Ok(item) => Ok(Some(item.id)),
            Err(work::Error::Store(error)) => Err(error),
            Err(_) => Ok(None),
        }
    }

    fn sender(&self, tx: &mut Tx<'_>, thread: i64, address: &str) -> Result<SenderFacts, store::Error> {
        let Some(item) = item(tx, thread)? else { return Ok(SenderFacts::default()) };
        let person = people::person::by_address(tx, address).map_err(database)?;
        let participant = match &person {
            Some(person) => takes_part(tx, &item, person)?,
            None => false,
        };
        Ok(SenderFacts {
            participant,
            same_organization: same_organization(tx, &item, person.as_ref(), address)?,
            staff: person.is_some_and(|person| person.role.is_staff()),
        })
    }
}

/// Whether copies of this person's mail follow the ticket too. A key in a subject can be guessed and From can be
/// forged, so the mail must show something that only mails of the ticket carry; and whoever merely wrote once, by an
/// address somebody passed on, opens the ticket to nobody else.
///
/// # Errors
/// When the database fails.
pub fn brings_along(tx: &mut Tx<'_>, item: i64, sender: &Person, kind: Option<Kind>) -> Result<bool, Error> {
    if !matches!(kind, Some(Kind::SignedAddress | Kind::ThreadHeaders | Kind::Marker)) {
        return Ok(false);
    }
    let item = work::item::get(tx, &scope(), item)?;
    let of_its_organization = item.organization.is_some() && item.organization == sender.organization;
    Ok(item.requester == Some(sender.id)
        || of_its_organization
        || tx.query_optional(sql::WATCHES, params![item.id, sender.id], |_| Ok(()))?.is_some())
}

fn takes_part(tx: &mut Tx<'_>, item: &Item, person: &Person) -> Result<bool, store::Error> {
    if item.requester == Some(person.id) {
        return Ok(true);
    }
    let values = params![item.id, person.id];
    Ok(tx.query_optional(sql::WATCHES, values, |_| Ok(()))?.is_some()
        || tx.query_optional(sql::WROTE_ON, values, |_| Ok(()))?.is_some())
}

/// Belongs to the ticket's organisation, or writes from one of its mail domains.
fn same_organization(
    tx: &mut Tx<'_>,
    item: &Item,
    person: Option<&Person>,
    address: &str,
) -> Result<bool, store::Error> {
    let Some(organization) = item.organization else { return Ok(false) };
    if person.is_some_and(|person| person.organization == Some(organization)) {
        return Ok(true);
    }
    let Ok(address) = Address::parse(address) else { return Ok(false) };
    let of_domain = people::organization::by_domain(tx, address.domain()).map_err(database)?;
    Ok(of_domain.is_some_and(|found| found.id == organization))
}

fn database(error: people::Error) -> store::Error {
    match error {
        people::Error::Store(error) => error,
        other => store::Error::Mismatch(other.to_string()),
    }
}
