//! When an item is due, set by hand.

use base::{Scope, Timestamp};
use store::Tx;

use super::{Decision, Item, change, change::field};
use crate::Error;

/// Sets the instant by which an item is due, or takes it away.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not write.
pub fn set_due(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    due: Option<Timestamp>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |_, item| {
        if item.due_at == due {
            return Ok(None);
        }
        let from = std::mem::replace(&mut item.due_at, due).map(Timestamp::rfc3339);
        Ok(Some(Decision::internal(field("due", from, due.map(Timestamp::rfc3339)))))
    })
}
