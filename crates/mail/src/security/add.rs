//! An administrator adds a key: a private one for a mailbox, a public one for an address, or a trusted issuer.

use base::{Scope, Secret, Timestamp};
use events::{Event, NewEvent};
use keys::Keys;
use message_security::{Facts, Kind};
use store::{Tx, params};

use super::{Key, Owner, get, keyring, table};
use crate::{Error, mailbox, parse::addresses};

/// Adds the key in `file`; adding it again changes nothing.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] for an unknown mailbox, or [`Error::Invalid`] when the file holds no key
/// that fits, when its password is wrong, or when it is there already.
pub fn add(
    tx: &mut Tx,
    scope: &Scope,
    keys: &Keys,
    owner: &Owner,
    (file, password): (&[u8], &Secret<String>),
) -> Result<Key, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let id = tx.new_id()?;
    let (facts, sealed) = match owner {
        Owner::Mailbox(mailbox) => {
            mailbox::get(tx, scope, *mailbox)?;
            let private = message_security::read_private(file, password.expose())?;
            let sealed = keyring::seal(keys, tx.world(), id, &private)?;
            (private.facts().clone(), Some(sealed))
        }
        Owner::Address(_) => (message_security::read_public(file)?, None),
        Owner::Issuer => (issuer(file)?, None),
    };
    let owner = placed(owner, &facts)?;
    write(tx, id, &owner, &facts, sealed)?;
    let event = Event::MailKeyAdded { owner: owner.place(), fingerprint: facts.fingerprint };
    tx.append(NewEvent::of("mail_key", id, event), scope.actor())?;
    get(tx, scope, id)
}

/// An issuer is a certificate that may issue others.
fn issuer(file: &[u8]) -> Result<Facts, Error> {
    let mut found = message_security::read_certificates(file)?;
    if found.is_empty() {
        return Err(message_security::Error::NotAKey.into());
    }
    Ok(found.swap_remove(0))
}

/// Without an address the key is its first address's.
fn placed(owner: &Owner, facts: &Facts) -> Result<Owner, Error> {
    let Owner::Address(address) = owner else { return Ok(owner.clone()) };
    let address =
        if address.trim().is_empty() { facts.addresses.first().cloned() } else { addresses::plausible(address) };
    let address = address.ok_or_else(|| Error::invalid("address", "say which address the key belongs to"))?;
    Ok(Owner::Address(addresses::fold(&address)))
}

fn write(tx: &mut Tx, id: i64, owner: &Owner, facts: &Facts, sealed: Option<String>) -> Result<(), Error> {
    let now = tx.now();
    let (mailbox, address) = match owner {
        Owner::Mailbox(mailbox) => (Some(*mailbox), None),
        Owner::Address(address) => (None, Some(address.clone())),
        Owner::Issuer => (None, None),
    };
    let kind: Kind = facts.kind;
    let addresses = serde_json::to_string(&facts.addresses).unwrap_or_else(|_| "[]".to_owned());
    let written = tx.execute(
        table::INSERT_KEY,
        params![
            id,
            owner.place(),
            mailbox,
            address,
            kind.as_str(),
            &facts.fingerprint,
            base::text::clean_line(&facts.holder),
            facts.issuer.as_deref().map(base::text::clean_line),
            addresses,
            Timestamp::from_seconds(facts.valid_from),
            facts.valid_until.map(Timestamp::from_seconds),
            facts.public.clone(),
            sealed,
            now
        ],
    )?;
    if written == 0 { Err(Error::invalid("key", "this key is there already")) } else { Ok(()) }
}
