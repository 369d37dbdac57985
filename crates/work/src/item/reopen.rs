//! Reopening brings an item that waits or is finished back to work: to its kind's first status of work in hand.
//!
//! It is the only way out of closed and canceled. Whether a reply may reopen (the queue's window of days) is the
//! caller's rule.

use base::Scope;
use store::Tx;

use super::{
    Item, change,
    set_status::{enter, guard},
};
use crate::{Category, Error, status};

/// Brings an item back to work; nothing changes when it is in work or not looked at yet.
///
/// # Errors
/// [`Error::Forbidden`] for viewers and customers, whose reply reopens through the system's own scope.
pub fn reopen(tx: &mut Tx, scope: &Scope, item: i64, expected_version: Option<i64>) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        if matches!(item.category, Category::Triage | Category::Todo | Category::Doing) {
            return Ok(None);
        }
        let next = status::in_category(tx, item.kind, &[Category::Doing, Category::Todo, Category::Triage])?;
        guard(item, &next)?;
        Ok(enter(item, next, None, tx.now()))
    })
}
