//! The answers that wait on a ticket, for staff.

use base::Scope;
use store::{Tx, params};

use super::{Held, store as sql};
use crate::Error;

/// What waits on a ticket, the next first.
///
/// # Errors
/// When the ticket may not be seen; customers get an empty list.
pub fn of_item(tx: &mut Tx<'_>, scope: &Scope, item: i64) -> Result<Vec<Held>, Error> {
    work::item::get(tx, scope, item)?;
    if !scope.is_staff() {
        return Ok(Vec::new());
    }
    Ok(tx.query(sql::OF_ITEM, params![item], sql::read)?)
}
