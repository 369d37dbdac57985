//! The recycle bin: what was deleted, the latest first. Staff only. Merged items are not in it: their keys lead on.

use base::{Cursor, Page, Scope};
use store::Tx;

use super::{Ask, ItemRow, store as sql};
use crate::Error;

/// A page of the recycle bin.
///
/// # Errors
/// [`Error::Forbidden`] for customers; [`Error::Invalid`] for a cursor of another list.
pub fn recycle_bin(tx: &mut Tx, scope: &Scope, ask: &Ask) -> Result<Page<ItemRow>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    let after = match ask.cursor.as_deref().map(Cursor::decode).transpose() {
        Ok(None) => (i64::MAX, i64::MAX),
        Ok(Some(cursor)) => (cursor.integer(0).map_err(foreign)?, cursor.integer(1).map_err(foreign)?),
        Err(error) => return Err(foreign(error)),
    };
    let places = sql::deleted(tx, after, ask.limit.with_probe())?;
    let page = Page::cut(places, ask.limit, |(at, id)| Cursor(vec![(*at).into(), (*id).into()]));
    let ids: Vec<i64> = page.items.iter().map(|(_, id)| *id).collect();
    let found = sql::deleted_rows(tx, &ids)?;
    Ok(Page { items: super::rows::ordered(tx, found, &ids)?, next: page.next })
}

fn foreign(_: base::page::InvalidCursor) -> Error {
    Error::invalid("cursor", "this cursor does not belong to this list")
}
