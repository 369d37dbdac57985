//! People see their own sessions, administrators anybody's.

use base::Scope;
use store::{Tx, params};

use super::{Session, store as sql};
use crate::{Error, Result};

/// The living sessions of a person, the last used first.
///
/// # Errors
/// [`Error::NotFound`] when it is somebody else and the scope is no administrator's.
pub fn list(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Vec<Session>> {
    if scope.person() != Some(person) && !scope.is_admin() {
        return Err(Error::NotFound);
    }
    let now = tx.now();
    Ok(tx.query(sql::LIST, params![person, now], sql::session)?)
}
