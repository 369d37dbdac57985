//! The title is one line of 1 to 300 characters.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field};
use crate::{Error, limits};

/// Gives an item another title.
///
/// # Errors
/// [`Error::Invalid`] when it is empty or longer than 300 characters.
pub fn set_title(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    title: &str,
) -> Result<Item, Error> {
    let title = limits::line("title", title, limits::TITLE)?;
    change(tx, scope, item, expected_version, |_, item| {
        if item.title == title {
            return Ok(None);
        }
        let from = std::mem::replace(&mut item.title, title.clone());
        Ok(Some(Decision::public(field("title", Some(from), Some(title.clone())))))
    })
}
