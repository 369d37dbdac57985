//! People see their own tokens, administrators anybody's; never the secret.

use base::Scope;
use store::{Tx, params};

use super::{Token, store as sql};
use crate::{Error, Result};

/// The tokens of a person, the newest first, those that ended included.
///
/// # Errors
/// [`Error::NotFound`] when it is somebody else and the scope is no administrator's.
pub fn list(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Vec<Token>> {
    if scope.person() != Some(person) && !scope.is_admin() {
        return Err(Error::NotFound);
    }
    Ok(tx.query(sql::LIST, params![person], sql::token)?)
}
