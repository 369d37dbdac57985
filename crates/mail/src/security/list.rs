//! Keys are listed for administrators; private halves never leave the table.

use base::Scope;
use store::{Tx, params};

use super::{Key, table};
use crate::{Error, limits::KEYS};

/// All keys: of mailboxes, of addresses, of issuers.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators.
pub fn list(tx: &mut Tx, scope: &Scope) -> Result<Vec<Key>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::KEYS, params![KEYS], table::read_key)?)
}

/// One key.
///
/// # Errors
/// [`Error::Forbidden`] or [`Error::NotFound`].
pub fn get(tx: &mut Tx, scope: &Scope, key: i64) -> Result<Key, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query_one(table::KEY, params![key], table::read_key)?)
}
