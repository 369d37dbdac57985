//! One person at most owns an item: an agent or an administrator.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, change, create::staff};
use crate::Error;

/// Gives an item to a person, or to nobody.
///
/// # Errors
/// [`Error::Invalid`] when the person does not exist or may not work on items.
pub fn assign(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    assignee: Option<i64>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        if item.assignee == assignee {
            return Ok(None);
        }
        if let Some(person) = assignee {
            staff(tx, person)?;
        }
        let from = std::mem::replace(&mut item.assignee, assignee);
        Ok(Some(Decision::internal(Event::ItemAssigned { from, to: assignee })))
    })
}
