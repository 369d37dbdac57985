//! Whoever was invited or asked for a reset sets a password with the link; all older sessions end.

use base::Secret;

use super::{SCOPE, SignIn};
use crate::{
    Error, Result,
    link::{self, Pending, Purpose},
    person,
    session::{self, Method, Started, Visitor},
};

/// The links that let a password be set.
const PURPOSES: [Purpose; 2] = [Purpose::Invite, Purpose::Reset];

/// Sets a password with a link and begins a session. A password that breaks a rule does not use the link up.
///
/// # Errors
/// The rule the password breaks, [`Error::Refused`] or [`Error::TooMany`].
pub async fn set_password(
    desk: &SignIn,
    token: Secret<String>,
    password: Secret<String>,
    visitor: Visitor,
) -> Result<Started> {
    desk.limits.before_token(visitor.peer)?;
    let looked = token.clone();
    let pending = desk.store.read(move |tx| link::look(tx, looked.expose())).await?;
    let Some(Pending { person, .. }) = pending.filter(|pending| PURPOSES.contains(&pending.purpose)) else {
        return Err(Error::Refused);
    };
    let about = [person.name.as_str(), person.address.as_deref().unwrap_or_default()];
    let hash = desk.passwords.hash(password, &about).await?;
    desk.store
        .write(move |tx| {
            let person = link::redeem(tx, &SCOPE, token.expose(), &PURPOSES)?;
            person::store_password(tx, &SCOPE, person.id, &hash)?;
            let person = person::by_id(tx, person.id)?;
            session::start(tx, person, Method::Link, &visitor)
        })
        .await
}
