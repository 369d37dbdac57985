//! Sensitive changes ask for the password again; it opens ten minutes in this session only.

use std::net::IpAddr;

use base::{Secret, Timestamp};

use super::SignIn;
use crate::{
    Address, Error, Result, Verdict, person,
    session::{self, SignedIn},
};

/// Compares the password of whoever is signed in and elevates the session; answers until when.
///
/// # Errors
/// [`Error::Refused`] or [`Error::TooMany`].
pub async fn prove_again(
    desk: &SignIn,
    signed_in: &SignedIn,
    password: Secret<String>,
    peer: IpAddr,
) -> Result<Timestamp> {
    compare(desk, signed_in, password, peer).await?;
    let (scope, person, session) = (signed_in.scope.clone(), signed_in.person.clone(), signed_in.session);
    desk.store
        .write(move |tx| {
            if !person::hold(tx, person.id, person.epoch)? {
                return Err(Error::Refused);
            }
            session::elevate(tx, &scope, person.id, session)
        })
        .await
}

/// Passes when it is the present password of whoever is signed in.
pub(super) async fn compare(desk: &SignIn, signed_in: &SignedIn, password: Secret<String>, peer: IpAddr) -> Result<()> {
    let address =
        Address::parse(signed_in.person.address.as_deref().unwrap_or_default()).map_err(|_| Error::Refused)?;
    let account = address.fold().to_owned();
    desk.limits.before_password(&account, peer)?;
    let found = desk.store.read(move |tx| person::credentials(tx, &address)).await?;
    let own = found.filter(|found| (found.person, found.epoch) == (signed_in.person.id, signed_in.person.epoch));
    let verdict = desk.passwords.verify(password, own.and_then(|own| own.password)).await?;
    if verdict == Verdict::Wrong {
        desk.limits.password_failed(&account, peer);
        return Err(Error::Refused);
    }
    desk.limits.password_fitted(&account, peer);
    Ok(())
}
