//! Tags are for staff; a customer sees none.

use base::Scope;
use store::Tx;

use super::store as rows;
use crate::{Error, item};

/// The tags of an item by name.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn list(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<String>, Error> {
    item::get(tx, scope, item)?;
    if scope.is_staff() { rows::of_item(tx, item) } else { Ok(Vec::new()) }
}

/// At most 20 known tags that begin with a text, for completion.
///
/// # Errors
/// When the store fails.
pub fn suggest(tx: &mut Tx, scope: &Scope, start: &str) -> Result<Vec<String>, Error> {
    if scope.is_staff() { rows::beginning_with(tx, start, 20) } else { Ok(Vec::new()) }
}
