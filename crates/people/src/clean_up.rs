//! Sessions and links whose time is over are deleted; they were worthless before.

use base::Scope;
use store::Tx;

use crate::{Error, Result, link, session};

/// Deletes what is over; answers how many rows. For the system only; bookkeeping, not an event.
///
/// # Errors
/// When a statement fails or a person asks.
pub fn clean_up(tx: &mut Tx<'_>, scope: &Scope) -> Result<u64> {
    if scope.role().is_some() {
        return Err(Error::Forbidden);
    }
    Ok(session::delete_expired(tx)? + link::delete_expired(tx)?)
}
