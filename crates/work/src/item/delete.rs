//! Deleting puts an item into the recycle bin: lists forget it, its key still resolves for staff, nothing is lost.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, change};
use crate::Error;

/// Puts an item into the recycle bin.
///
/// # Errors
/// [`Error::NotFound`] when it is there already.
pub fn delete(tx: &mut Tx, scope: &Scope, item: i64, expected_version: Option<i64>) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        item.deleted_at = Some(tx.now());
        Ok(Some(Decision::public(Event::ItemDeleted {})))
    })
}
