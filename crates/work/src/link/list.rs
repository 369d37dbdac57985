//! Links are for staff: they name items that a customer may not see.

use base::Scope;
use store::Tx;

use super::{Link, store as rows};
use crate::{Error, item};

/// The links of an item, outgoing ones first; none for customers.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn list(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<Link>, Error> {
    item::get(tx, scope, item)?;
    if scope.is_staff() { rows::of_item(tx, item) } else { Ok(Vec::new()) }
}
