//! A token calls with its owner's present rights; a demotion or disabling works on the next call.

use base::{Scope, Timestamp};
use store::{Tx, params};

use super::{format, store as sql};
use crate::{Error, Person, Result, person, scope_of, session::TOUCH_EVERY};

/// Whoever calls with a token.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The owner.
    pub person: Person,
    /// What the owner sees and may do.
    pub scope: Scope,
    /// The token.
    pub token: i64,
    /// Whether the use should be written down with [`touch`].
    pub touch_due: bool,
}

/// Who the bearer token stands for; none when it is unknown, over or its owner disabled. Only reads.
///
/// # Errors
/// When a query fails.
pub fn authenticate(tx: &mut Tx<'_>, bearer: &str) -> Result<Option<Caller>> {
    let Some(parts) = format::read(bearer) else {
        return Ok(None);
    };
    let now = tx.now();
    let found = tx.query_optional(sql::BY_IDENTIFIER, params![parts.identifier, now], |row| {
        let last_used: Option<Timestamp> = row.get(3)?;
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?, last_used))
    })?;
    let Some((token, secret_hash, owner, last_used)) = found else {
        return Ok(None);
    };
    if !keys::same(keys::hash_token(parts.secret.expose()).as_bytes(), secret_hash.as_bytes()) {
        return Ok(None);
    }
    let person = match person::by_id(tx, owner) {
        Ok(person) if !person.disabled => person,
        Ok(_) | Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let touch_due = last_used.is_none_or(|used| now.since(used) >= TOUCH_EVERY);
    Ok(Some(Caller { scope: scope_of(&person), person, token, touch_due }))
}

/// Notes that the token was used just now; bookkeeping, not an event.
///
/// # Errors
/// When the statement fails.
pub fn touch(tx: &mut Tx<'_>, token: i64) -> Result<()> {
    let now = tx.now();
    tx.execute(sql::TOUCH, params![now, token])?;
    Ok(())
}
