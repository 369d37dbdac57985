//! What the mail room asks about tickets: where a thread goes now, whose key it is, who the sender is to it.

use base::Scope;
use mail::thread::{Sender, Threads};
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

/// A ticket that is there, or the one that it was merged into; those in the recycle bin are not.
fn item(tx: &mut Tx<'_>, id: i64) -> Result<Option<Item>, store::Error> {
    match work::item::current(tx, &scope(), id) {
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

    fn sender(&self, tx: &mut Tx<'_>, thread: i64, address: &str) -> Result<Sender, store::Error> {
        let Some(item) = item(tx, thread)? else { return Ok(Sender::default()) };
        let person = people::person::by_address(tx, address).map_err(database)?;
        let participant = match &person {
            Some(person) => takes_part(tx, &item, person)?,
            None => false,
        };
        Ok(Sender {
            participant,
            same_organization: same_organization(tx, &item, person.as_ref(), address)?,
            staff: person.is_some_and(|person| person.role.is_staff()),
        })
    }
}

/// Tickets as threads for a mail whose From proves little: nobody is a colleague without proof, and whom their own
/// domain disowns is a stranger to every ticket.
pub struct Doubting {
    /// The domain in From stands behind the mail.
    pub is_proven: bool,
    /// The domain in From disowns it.
    pub is_disproved: bool,
}

impl Threads for Doubting {
    fn current(&self, tx: &mut Tx<'_>, thread: i64) -> Result<Option<i64>, store::Error> {
        Tickets.current(tx, thread)
    }

    fn of_key(&self, tx: &mut Tx<'_>, key: &str) -> Result<Option<i64>, store::Error> {
        Tickets.of_key(tx, key)
    }

    fn sender(&self, tx: &mut Tx<'_>, thread: i64, address: &str) -> Result<Sender, store::Error> {
        if self.is_disproved {
            return Ok(Sender::default());
        }
        let sender = Tickets.sender(tx, thread, address)?;
        Ok(Sender { staff: sender.staff && self.is_proven, ..sender })
    }
}

/// Whether a person belongs to a ticket, so that copies of their mail may follow it too. Whoever merely wrote once, by
/// an address somebody passed on, does not.
///
/// # Errors
/// When the database fails.
pub fn belongs(tx: &mut Tx<'_>, item: i64, sender: &Person) -> Result<bool, Error> {
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
