//! A customer signs in with a link from a mail, once, and has thereby shown that the address is theirs.

use base::Secret;

use super::{SCOPE, SignIn};
use crate::{
    Result,
    link::{self, Purpose},
    session::{self, Method, Started, Visitor},
};

/// Uses a sign-in link up and begins a session.
///
/// # Errors
/// [`crate::Error::Refused`] or [`crate::Error::TooMany`].
pub async fn redeem_link(desk: &SignIn, token: Secret<String>, visitor: Visitor) -> Result<Started> {
    desk.limits.before_token(visitor.peer)?;
    desk.store
        .write(move |tx| {
            let person = link::redeem(tx, &SCOPE, token.expose(), &[Purpose::SignIn])?;
            session::start(tx, person, Method::Link, &visitor)
        })
        .await
}
