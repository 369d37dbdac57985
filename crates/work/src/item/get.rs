//! An item is read by its id or by any key it ever had; what may not be seen does not exist.

use base::Scope;
use store::Tx;

use super::{Item, change::visible, key, store as rows};
use crate::Error;

/// Reads an item by its id. Staff also get items from the recycle bin.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or may not be seen.
pub fn get(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Item, Error> {
    visible(tx, scope, id).map(|item| item.seen_by(scope))
}

/// Reads an item by its id as text or by any of its keys, old and imported ones included; case does not matter.
///
/// # Errors
/// [`Error::NotFound`] when nothing is there or it may not be seen.
pub fn find(tx: &mut Tx, scope: &Scope, key_or_id: &str) -> Result<Item, Error> {
    // No key has them, and callers write the text they were given into addresses and headers.
    if key_or_id.contains(char::is_control) {
        return Err(Error::NotFound);
    }
    let id = match key_or_id.trim().parse::<i64>() {
        Ok(id) => id,
        Err(_) => rows::item_of_key(tx, &key::normal(key_or_id))?.ok_or(Error::NotFound)?,
    };
    get(tx, scope, id)
}
