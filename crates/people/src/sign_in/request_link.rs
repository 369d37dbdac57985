//! Asking for a link always succeeds: the answer tells nothing about who has an account.

use std::net::IpAddr;

use super::{SCOPE, SignIn};
use crate::{
    Address, Result,
    link::{self, Purpose},
};

/// Mails a link to whoever has this address, if the purpose allows it; a reaction sends the mail.
///
/// # Errors
/// When the text is no address, or [`crate::Error::TooMany`].
pub async fn request_link(desk: &SignIn, address: &str, purpose: Purpose, peer: IpAddr) -> Result<()> {
    let address = Address::parse(address)?;
    desk.limits.before_link(&address, peer)?;
    let keys = desk.keys.clone();
    desk.store
        .write(move |tx| {
            let target = link::target_of(tx, &address, purpose)?;
            link::make(tx, &keys, target, purpose, SCOPE.actor()).map(|_| ())
        })
        .await
}
