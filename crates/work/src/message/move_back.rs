//! Moving a message is undone: it goes back to the place it had.

use base::Scope;
use store::Tx;

use super::{move_to, store as rows};
use crate::item::{self, Need, load, store::hold};
use crate::{Error, Item};

/// Puts a message back to the item it came from; an item that is left without any message goes to the recycle bin.
/// Answers the item the message is on again.
///
/// # Errors
/// [`Error::Invalid`] when it came from nowhere, or when the item it came from is not there any more.
pub fn move_back(tx: &mut Tx, scope: &Scope, message: i64) -> Result<Item, Error> {
    let moving = move_to::movable(tx, scope, message)?;
    let Some(last) = rows::last_move(tx, message, moving.item)? else {
        return Err(Error::invalid("message", "this message came from no other item"));
    };
    hold(tx, moving.item, last.source)?;
    let from = load(tx, scope, Need::Restore, moving.item)?;
    let into = load(tx, scope, Need::Restore, last.source)?;
    if into.deleted_at.is_some() {
        let gone = format!("{} is in the recycle bin or a part of another item; bring it back first", into.key);
        return Err(Error::invalid("message", gone));
    }
    rows::undo_move(tx, last.id)?;
    move_to::put(tx, scope, &moving, (&from, &into), Some(last.position))?;
    if from.deleted_at.is_none() && rows::count(tx, from.id)? == 0 {
        item::delete(tx, scope, from.id, None)?;
    }
    item::get(tx, scope, into.id)
}

/// The messages that were moved to an item and still are there, each with the key of the item it came from; none for
/// customers.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn moved_into(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<(i64, String)>, Error> {
    item::get(tx, scope, item)?;
    if scope.is_staff() { rows::moved_into(tx, item) } else { Ok(Vec::new()) }
}
