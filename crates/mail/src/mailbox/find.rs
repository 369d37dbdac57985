//! Mailboxes are found by staff and by the parts that fetch and send.

use base::{Scope, Secret};
use keys::Keys;
use store::{Tx, params};

use super::{Mailbox, settings, settings::FetchSettings, table};
use crate::Error;

/// One mailbox.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the scope is a customer's.
pub fn get(tx: &mut Tx, scope: &Scope, mailbox: i64) -> Result<Mailbox, Error> {
    if !scope.is_staff() {
        return Err(Error::NotFound);
    }
    Ok(tx.query_one(table::GET, params![mailbox], table::read)?)
}

/// All mailboxes by address.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Mailbox>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::LIST, params![], table::read)?)
}

/// The mailboxes that take in and send mail.
///
/// # Errors
/// When the database fails.
pub fn enabled(tx: &mut Tx) -> Result<Vec<Mailbox>, Error> {
    let mut all = tx.query(table::LIST, params![], table::read)?;
    all.retain(|mailbox| mailbox.enabled);
    Ok(all)
}

/// The domains of our mailboxes, for telling forged ids.
///
/// # Errors
/// When the database fails.
pub fn own_domains(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let mut domains: Vec<String> =
        tx.query(table::LIST, params![], table::read)?.iter().map(|one| one.domain().to_owned()).collect();
    domains.sort();
    domains.dedup();
    Ok(domains)
}

/// How a mailbox is fetched, opened.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Keys`] when the settings were sealed by another installation.
pub fn fetch_settings(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<FetchSettings>, Error> {
    let sealed: Option<String> = tx.query_one(table::SEALED, params![mailbox], |row| row.get(0))?;
    sealed.map(|sealed| settings::unseal(keys, mailbox, &sealed)).transpose()
}

/// The mailbox's own relay, opened; none when it sends through the installation's.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Keys`] when the address was sealed by another installation.
pub fn relay_address(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<Secret<String>>, Error> {
    let sealed: Option<String> = tx.query_one(table::RELAY_SEALED, params![mailbox], |row| row.get(0))?;
    sealed.map(|sealed| settings::unseal_relay(keys, mailbox, &sealed)).transpose()
}
