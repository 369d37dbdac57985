//! The token makes exactly one administrator, also when two browsers send it at the same moment.

use base::{Role, Secret};
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::store as sql;
use crate::{
    Error, Flaw, HashedPassword, Result,
    person::{self, NewPerson},
    session::{self, Method, Started, Visitor},
    sign_in::{SCOPE, SignIn},
};

/// Who sets the installation up.
#[derive(Clone, Debug)]
pub struct FirstAdmin {
    /// The token from the console.
    pub token: Secret<String>,
    /// The name.
    pub name: String,
    /// The address to sign in with.
    pub address: String,
    /// The password.
    pub password: Secret<String>,
}

/// Makes the first administrator and signs them in.
///
/// # Errors
/// The rule a value breaks, [`Error::Refused`] for a wrong or used token, or [`Error::TooMany`].
pub async fn redeem(desk: &SignIn, first: FirstAdmin, visitor: Visitor) -> Result<Started> {
    desk.limits.before_token(visitor.peer)?;
    let token_hash = keys::hash_token(first.token.expose());
    let pending = token_hash.clone();
    let known = desk.store.read(move |tx| {
        tx.query_optional(sql::PENDING, params![pending], |row| row.get::<i64>(0)).map_err(Error::from)
    });
    if known.await?.is_none() {
        return Err(Error::Refused);
    }
    let about = [first.name.as_str(), first.address.as_str()];
    let hash = desk.passwords.hash(first.password, &about).await?;
    let new = NewPerson { verified: true, ..NewPerson::of(&first.name, &first.address, Role::Admin) };
    desk.store.write(move |tx| make(tx, &token_hash, new, &hash, &visitor)).await
}

fn make(
    tx: &mut Tx<'_>,
    token_hash: &str,
    new: NewPerson,
    hash: &HashedPassword,
    visitor: &Visitor,
) -> Result<Started> {
    person::hold_admins(tx)?;
    let now = tx.now();
    if tx.execute(sql::USE, params![now, token_hash])? != 1 {
        return Err(Error::Refused);
    }
    let made = person::insert(tx, &SCOPE, new)?.ok_or(Error::invalid("address", Flaw::Taken))?;
    person::store_password(tx, &SCOPE, made.id, hash)?;
    let event = NewEvent::of("setup", made.id, Event::SetupCompleted { person: made.id });
    tx.append(event.visibility(Visibility::System), SCOPE.actor())?;
    let person = person::by_id(tx, made.id)?;
    session::start(tx, person, Method::Setup, visitor)
}
