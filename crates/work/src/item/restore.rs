//! Restoring takes an item out of the recycle bin as it was.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, Need, change_as};
use crate::Error;

/// Takes an item out of the recycle bin; nothing changes when it is not in there.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not write; [`Error::Invalid`] for an item that was merged into another.
pub fn restore(tx: &mut Tx, scope: &Scope, item: i64, expected_version: Option<i64>) -> Result<Item, Error> {
    let restored = change_as(tx, scope, Need::Restore, (item, expected_version), |_, item| {
        if item.merged_into.is_some() {
            return Err(Error::invalid("item", "this is a part of another item; undo the merge instead"));
        }
        Ok(item.deleted_at.take().map(|_| Decision::public(Event::ItemRestored {})))
    })?;
    Ok(restored.seen_by(scope))
}
