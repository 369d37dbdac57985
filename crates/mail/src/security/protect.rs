//! What is sent is signed and encrypted as its mailbox's policy says; what cannot be protected so is not sent.

use base::{Timestamp, World};
use keys::Keys;
use message_security::{Protection, Random, Recipient};
use store::Tx;

use super::{Encrypts, Policy, keyring, policy};
use crate::{Error, parse::addresses};

/// How a mail from this mailbox to these addresses is protected; none when it is not.
///
/// # Errors
/// [`Error::Unprotectable`] with the reason when the policy cannot be kept.
pub fn plan(tx: &mut Tx, keys: &Keys, mailbox: i64, recipients: &[String]) -> Result<Option<Protection>, Error> {
    let Some(policy) = policy(tx, mailbox)? else { return Ok(None) };
    let signer = if policy.signs {
        let newest = keyring::of_mailbox(tx, keys, mailbox, policy.kind)?.into_iter().next();
        Some(newest.ok_or_else(|| Error::Unprotectable("the mailbox has no key to sign with".to_owned()))?)
    } else {
        None
    };
    let recipients = for_recipients(tx, policy, recipients)?;
    let is_plain = signer.is_none() && recipients.is_empty();
    Ok((!is_plain).then_some(Protection { kind: policy.kind, signer, recipients }))
}

/// A usable key for every recipient, or none at all.
fn for_recipients(tx: &mut Tx, policy: Policy, recipients: &[String]) -> Result<Vec<Recipient>, Error> {
    if policy.encrypts == Encrypts::Never {
        return Ok(Vec::new());
    }
    let now = tx.now().seconds();
    let folded: Vec<String> = recipients.iter().map(|address| addresses::fold(address)).collect();
    let mut known: Vec<Recipient> = Vec::new();
    for (address, public) in keyring::of_addresses(tx, policy.kind, folded.clone())? {
        let recipient = Recipient { address, facts: message_security::read_public(&public)? };
        if recipient.is_usable(now) && !known.iter().any(|other| other.address == recipient.address) {
            known.push(recipient);
        }
    }
    let missing = folded.iter().find(|address| !known.iter().any(|recipient| recipient.address == **address));
    match missing {
        None => Ok(known),
        Some(_) if policy.encrypts == Encrypts::Possible => Ok(Vec::new()),
        Some(address) => Err(Error::Unprotectable(format!(
            "there is no usable key for {address}, and this mailbox only sends encrypted mail"
        ))),
    }
}

/// Wraps a finished mail.
///
/// # Errors
/// [`Error::Unprotectable`] when a key cannot be used after all.
pub fn wrap(raw: &[u8], protection: &Protection, now: Timestamp, world: &World) -> Result<Vec<u8>, Error> {
    let fill = |buffer: &mut [u8]| world.random.fill(buffer);
    message_security::protect(raw, protection, now.seconds(), Random::new(&fill))
        .map_err(|error| Error::Unprotectable(error.to_string()))
}
