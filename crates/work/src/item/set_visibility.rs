//! An item is shown to its customers or hidden from them as a whole; its internal messages stay internal either way.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field};
use crate::{Error, Visibility};

/// Shows an item to its customers, or hides it.
///
/// # Errors
/// [`Error::Forbidden`] for whoever may not write.
pub fn set_visibility(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    visibility: Visibility,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |_, item| {
        if item.visibility == visibility {
            return Ok(None);
        }
        let from = std::mem::replace(&mut item.visibility, visibility).as_str().to_owned();
        Ok(Some(Decision::internal(field("visibility", Some(from), Some(visibility.as_str().to_owned())))))
    })
}
