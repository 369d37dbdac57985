//! An item becomes another kind in place: key, id, messages and history stay, the status follows by its category.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, change, set_status::stamp};
use crate::{Category, Error, Kind, status};

/// Makes an item another kind. It gets the new kind's first status of the same category, or of the nearest one.
///
/// # Errors
/// [`Error::Invalid`] when the new kind has no status that fits.
pub fn convert_kind(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    kind: Kind,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        if item.kind == kind {
            return Ok(None);
        }
        let next = status::in_category(tx, kind, nearest(item.category))?;
        let from = std::mem::replace(&mut item.kind, kind);
        stamp(item, next.category, tx.now());
        item.status = next.name;
        item.category = next.category;
        if next.category != Category::Waiting {
            item.waiting_on = None;
        }
        let (from, to) = (from.as_str().to_owned(), kind.as_str().to_owned());
        Ok(Some(Decision::public(Event::ItemConverted { from, to })))
    })
}

/// The category itself, then those that come closest without finishing what is open or opening what is finished.
const fn nearest(category: Category) -> &'static [Category] {
    use Category::{Canceled, Closed, Doing, Resolved, Todo, Triage, Waiting};
    match category {
        Triage => &[Triage, Todo, Doing],
        Todo => &[Todo, Triage, Doing],
        Doing => &[Doing, Todo, Triage],
        Waiting => &[Waiting, Doing, Todo, Triage],
        Resolved => &[Resolved, Closed],
        Closed => &[Closed, Resolved],
        Canceled => &[Canceled, Closed],
    }
}
