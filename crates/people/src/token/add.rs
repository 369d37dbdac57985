//! People make tokens for themselves only: a token for somebody else would be a way to act as them.

use std::time::Duration;

use base::{Scope, Secret, Timestamp, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{MAX_DAYS, format, store as sql};
use crate::{Error, Flaw, Result, authority, person};

/// The most characters of a name.
const MAX_NAME: usize = 100;

/// What a new token is for.
#[derive(Clone, Debug)]
pub struct NewToken {
    /// What it is for, in the owner's words.
    pub name: String,
    /// Its life in days, 1 to 365.
    pub days: u32,
}

/// A token that was just made.
#[derive(Clone, Debug)]
pub struct Added {
    /// The id.
    pub id: i64,
    /// The token itself; nowhere stored, shown this once.
    pub token: Secret<String>,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// Makes a token for a person.
///
/// # Errors
/// When name or days break a rule, the person is disabled, or the scope is not the person's own.
pub fn add(tx: &mut Tx<'_>, scope: &Scope, person: i64, new: &NewToken) -> Result<Added> {
    let owner = person::get(tx, scope, person)?;
    authority::require_self(scope, person)?;
    let name = text::clean_line(&new.name);
    match name.chars().count() {
        0 => return Err(Error::invalid("name", Flaw::Missing)),
        1..=MAX_NAME => {}
        _ => return Err(Error::invalid("name", Flaw::TooLong)),
    }
    if !(1..=MAX_DAYS).contains(&new.days) {
        return Err(Error::invalid("days", Flaw::OutOfRange));
    }
    if !person::hold(tx, person, owner.epoch)? {
        return Err(Error::Refused);
    }
    let parts = format::generate(tx.world());
    let (id, now) = (tx.new_id()?, tx.now());
    let expires_at = now.plus(Duration::from_secs(u64::from(new.days) * 86_400));
    let secret_hash = keys::hash_token(parts.secret.expose());
    tx.execute(sql::INSERT, params![id, &parts.identifier, secret_hash, person, &name, now, expires_at])?;
    tx.append(NewEvent::of("person", person, Event::TokenCreated { name }), scope.actor())?;
    Ok(Added { id, token: format::write(&parts), expires_at })
}
