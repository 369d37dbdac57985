//! People change their own password with the old one; every session ends and this browser gets a new one.

use base::Secret;

use super::{SignIn, prove_again::compare};
use crate::{
    Error, Result, person,
    session::{self, Method, SignedIn, Started, Visitor},
};

/// Changes the password of whoever is signed in.
///
/// Who has none yet sets the first one within ten minutes of signing in.
///
/// # Errors
/// The rule the new password breaks, [`Error::Refused`] or [`Error::TooMany`].
pub async fn change_password(
    desk: &SignIn,
    signed_in: &SignedIn,
    old: Secret<String>,
    new: Secret<String>,
    visitor: Visitor,
) -> Result<Started> {
    let person = signed_in.person.clone();
    if person.has_password {
        compare(desk, signed_in, old, visitor.peer).await?;
    } else if !signed_in.is_elevated(desk.store.world().now()) {
        return Err(Error::Refused);
    }
    let about = [person.name.as_str(), person.address.as_deref().unwrap_or_default()];
    let hash = desk.passwords.hash(new, &about).await?;
    let scope = signed_in.scope.clone();
    desk.store
        .write(move |tx| {
            if !person::hold(tx, person.id, person.epoch)? {
                return Err(Error::Refused);
            }
            person::store_password(tx, &scope, person.id, &hash)?;
            let person = person::by_id(tx, person.id)?;
            session::start(tx, person, Method::Password, &visitor)
        })
        .await
}
