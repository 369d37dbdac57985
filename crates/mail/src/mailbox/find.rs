//! Mailboxes are found by staff and by the parts that fetch and send.

use base::{Scope, Secret, Timestamp};
use keys::Keys;
use store::{Tx, params};

use super::{
    Mailbox, settings,
    settings::{Credential, FetchSettings},
    table,
};
use crate::{
    Error, oauth,
    outbox::{Relay, with_password},
};

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

/// The mailbox with this address.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the scope is a customer's.
pub fn by_address(tx: &mut Tx, scope: &Scope, address: &str) -> Result<Mailbox, Error> {
    let wanted = crate::parse::addresses::fold(address.trim());
    let found = list(tx, scope)?.into_iter().find(|one| crate::parse::addresses::fold(&one.address) == wanted);
    found.ok_or(Error::NotFound)
}

/// When a mailbox was last fetched without error.
pub(crate) fn last_fetch(tx: &mut Tx, mailbox: i64) -> Result<Option<Timestamp>, Error> {
    Ok(tx.query_one(table::LAST_FETCH, params![mailbox], |row| row.get(0))?)
}

/// How a mailbox is fetched, opened; the present token stands in for a consent.
///
/// # Errors
/// As [`stored_fetch_settings`].
pub fn fetch_settings(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<FetchSettings>, Error> {
    let Some(mut settings) = stored_fetch_settings(tx, keys, mailbox)? else { return Ok(None) };
    if settings.credential == Credential::Consent
        && let Some(token) = oauth::access_token(tx, keys, mailbox)?
    {
        settings.credential = Credential::OauthToken(token.into_inner());
    }
    Ok(Some(settings))
}

/// How a mailbox is fetched, as it was set.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Keys`] when the settings were sealed by another installation.
pub fn stored_fetch_settings(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<FetchSettings>, Error> {
    let sealed: Option<String> = tx.query_one(table::SEALED, params![mailbox], |row| row.get(0))?;
    sealed.map(|sealed| settings::unseal(keys, mailbox, &sealed)).transpose()
}

/// The mailbox's own relay, opened; none when it sends through the installation's. Where the relay is signed in to
/// with the mailbox's consent, the present token stands in it as the password.
///
/// # Errors
/// [`Error::NotFound`], or [`Error::Keys`] when the address was sealed by another installation.
pub fn relay_address(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<Secret<String>>, Error> {
    let sealed: Option<String> = tx.query_one(table::RELAY_SEALED, params![mailbox], |row| row.get(0))?;
    let Some(sealed) = sealed else { return Ok(None) };
    let address = settings::unseal_relay(keys, mailbox, &sealed)?;
    if !Relay::read(&address, "")?.bearer {
        return Ok(Some(address));
    }
    let token = oauth::access_token(tx, keys, mailbox)?;
    Ok(Some(token.map_or_else(|| address.clone(), |token| with_password(&address, &token))))
}
