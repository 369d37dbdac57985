//! People revoke their own tokens, administrators anybody's; the row stays as evidence.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::store as sql;
use crate::{Error, Result};

/// Revokes a token; nothing happens when it is already.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's and the scope is no administrator's.
pub fn revoke(tx: &mut Tx<'_>, scope: &Scope, token: i64) -> Result<()> {
    let (owner, name): (i64, String) =
        tx.query_one(sql::OWNER, params![token], |row| Ok((row.get(0)?, row.get(1)?)))?;
    if scope.person() != Some(owner) && !scope.is_admin() {
        return Err(Error::NotFound);
    }
    let now = tx.now();
    if tx.execute(sql::REVOKE, params![now, token])? > 0 {
        tx.append(NewEvent::of("person", owner, Event::TokenRevoked { name }), scope.actor())?;
    }
    Ok(())
}

/// Revokes all tokens of a person; the event of what ended them is the caller's.
pub(crate) fn revoke_all(tx: &mut Tx<'_>, person: i64) -> Result<()> {
    let now = tx.now();
    tx.execute(sql::REVOKE_ALL, params![now, person])?;
    Ok(())
}
