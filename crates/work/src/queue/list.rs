//! Staff see every queue; customers see their names, to choose one for a new ticket.

use base::Scope;
use store::Tx;

use super::{Queue, store as rows};
use crate::Error;

/// Every queue in its place.
///
/// # Errors
/// When the store fails.
pub fn list(tx: &mut Tx, _scope: &Scope) -> Result<Vec<Queue>, Error> {
    rows::all(tx)
}

/// One queue by its id.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn get(tx: &mut Tx, _scope: &Scope, id: i64) -> Result<Queue, Error> {
    rows::by_id(tx, id)?.ok_or(Error::NotFound)
}

/// One queue by its name, whatever the case.
///
/// # Errors
/// When the store fails.
pub fn by_name(tx: &mut Tx, _scope: &Scope, name: &str) -> Result<Option<Queue>, Error> {
    rows::by_name(tx, name)
}

/// A queue that a verb names.
pub(crate) fn existing(tx: &mut Tx, id: i64) -> Result<Queue, Error> {
    rows::by_id(tx, id)?.ok_or_else(|| Error::invalid("queue", "there is no such queue"))
}
