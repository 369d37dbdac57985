//! People end their own sessions, administrators anybody's; the cookie is worthless from the commit on.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::store as sql;
use crate::{Error, Result, authority};

/// Ends one session.
///
/// # Errors
/// [`Error::NotFound`] when there is none or it is somebody else's and the scope is no administrator's.
pub fn end(tx: &mut Tx<'_>, scope: &Scope, session: i64) -> Result<()> {
    let owner: i64 = tx.query_one(sql::OWNER, params![session], |row| row.get(0))?;
    if scope.person() != Some(owner) && !scope.is_admin() {
        return Err(Error::NotFound);
    }
    tx.execute(sql::DELETE, params![session])?;
    append(tx, scope, owner, "ended")
}

/// Ends all sessions of a person but the one to keep; answers how many ended.
///
/// # Errors
/// [`Error::Forbidden`] when it is somebody else and the scope is no administrator's.
pub fn end_all(tx: &mut Tx<'_>, scope: &Scope, person: i64, keep: Option<i64>) -> Result<u64> {
    if !scope.is_admin() {
        authority::require_self(scope, person)?;
    }
    let ended = tx.execute(sql::DELETE_OTHERS, params![person, keep.unwrap_or(0)])?;
    if ended > 0 {
        append(tx, scope, person, "ended all")?;
    }
    Ok(ended)
}

/// Ends the session of a cookie, if there is one: the sign-in that follows writes the event.
pub(crate) fn end_by_token(tx: &mut Tx<'_>, token: &str) -> Result<()> {
    tx.execute(sql::DELETE_BY_TOKEN, params![keys::hash_token(token)])?;
    Ok(())
}

fn append(tx: &mut Tx<'_>, scope: &Scope, person: i64, reason: &str) -> Result<()> {
    let event = Event::SessionEnded { reason: reason.to_owned() };
    tx.append(NewEvent::of("person", person, event), scope.actor())?;
    Ok(())
}
