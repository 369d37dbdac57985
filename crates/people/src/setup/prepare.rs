//! While there is no administrator, every start makes a new token and the older one is worthless.

use base::{Scope, Secret};
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::store as sql;
use crate::{Error, Result};

/// Random bytes of the token: short enough to copy from a console, far too long to guess.
const TOKEN_BYTES: usize = 24;

/// The token to print on the console; none once there is an administrator. For the system only.
///
/// # Errors
/// When a statement fails or a person asks.
pub fn prepare(tx: &mut Tx<'_>, scope: &Scope) -> Result<Option<Secret<String>>> {
    if scope.role().is_some() {
        return Err(Error::Forbidden);
    }
    if !is_open(tx)? {
        return Ok(None);
    }
    let token = tx.world().token(TOKEN_BYTES);
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(sql::PREPARE, params![id, keys::hash_token(&token), now])?;
    let event = NewEvent::of("setup", id, Event::SetupOpened {}).visibility(Visibility::System);
    tx.append(event, scope.actor())?;
    Ok(Some(Secret::new(token)))
}

/// Whether there is no administrator yet, active or not.
///
/// # Errors
/// When the query fails.
pub fn is_open(tx: &mut Tx<'_>) -> Result<bool> {
    Ok(tx.query_optional(sql::ANY_ADMIN, params![], |row| row.get::<i64>(0))?.is_none())
}
