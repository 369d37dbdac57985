//! An item is read by its id or by any key it ever had; what may not be seen does not exist.

use base::Scope;
use store::Tx;

use super::{Item, change::visible, key, merge_store, store as rows};
use crate::Error;

/// Reads an item by its id. Staff also get items from the recycle bin.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or may not be seen.
pub fn get(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Item, Error> {
    visible(tx, scope, id).map(|item| item.seen_by(scope))
}

/// Reads an item by its id, or the one that it was merged into.
///
/// # Errors
/// [`Error::NotFound`] when it does not exist or may not be seen.
pub fn current(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Item, Error> {
    let mut id = id;
    while let Some(next) = merge_store::merged_into(tx, id)? {
        id = next;
    }
    get(tx, scope, id)
}

/// Reads an item by its id as text or by any of its keys, old and imported ones included; case does not matter. The
/// keys of a merged item lead to the one that it is a part of.
///
/// # Errors
/// [`Error::NotFound`] when nothing is there or it may not be seen.
pub fn find(tx: &mut Tx, scope: &Scope, key_or_id: &str) -> Result<Item, Error> {
    let id = named(tx, key_or_id)?;
    current(tx, scope, id)
}

/// As [`find`], but a merged item is found itself: staff see it as it lies in the recycle bin.
///
/// # Errors
/// [`Error::NotFound`] when nothing is there or it may not be seen.
pub fn find_itself(tx: &mut Tx, scope: &Scope, key_or_id: &str) -> Result<Item, Error> {
    let id = named(tx, key_or_id)?;
    get(tx, scope, id)
}

fn named(tx: &mut Tx, key_or_id: &str) -> Result<i64, Error> {
    // No key has them, and callers write the text they were given into addresses and headers.
    if key_or_id.contains(char::is_control) {
        return Err(Error::NotFound);
    }
    match key_or_id.trim().parse::<i64>() {
        Ok(id) => Ok(id),
        Err(_) => rows::item_of_key(tx, &key::normal(key_or_id))?.ok_or(Error::NotFound),
    }
}
