//! Staff decide who watches an item. Watching changes nothing of the item itself: its version stays.

use base::{Scope, Sees};
use events::{Event, NewEvent};
use store::Tx;

use super::store as rows;
use crate::item::{Need, append, load, store::person as known};
use crate::{Error, item, limits};

/// Lets a person watch an item; answers whether they did not before.
///
/// # Errors
/// [`Error::Invalid`] when there is no such person or there are 200 watchers already.
pub fn watch(tx: &mut Tx, scope: &Scope, item: i64, person: i64) -> Result<bool, Error> {
    let loaded = load(tx, scope, Need::Write, item)?;
    if known(tx, person)?.is_none() {
        return Err(Error::invalid("person", "there is no such person"));
    }
    if rows::count(tx, item)? >= i64::try_from(limits::WATCHERS).unwrap_or(i64::MAX) {
        return Err(Error::invalid("person", format!("an item has at most {} watchers", limits::WATCHERS)));
    }
    let new = rows::insert(tx, item, person)?;
    if new {
        let event = Event::ItemWatched { person, watching: true };
        append(tx, scope, &loaded, NewEvent::of("item", item, event))?;
    }
    Ok(new)
}

/// Lets a person no longer watch an item; answers whether they did.
///
/// # Errors
/// [`Error::NotFound`] and [`Error::Forbidden`] as for every change.
pub fn unwatch(tx: &mut Tx, scope: &Scope, item: i64, person: i64) -> Result<bool, Error> {
    let loaded = load(tx, scope, Need::Write, item)?;
    let gone = rows::delete(tx, item, person)?;
    if gone {
        let event = Event::ItemWatched { person, watching: false };
        append(tx, scope, &loaded, NewEvent::of("item", item, event))?;
    }
    Ok(gone)
}

/// Who watches an item; a customer sees at most themselves.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen.
pub fn list(tx: &mut Tx, scope: &Scope, item: i64) -> Result<Vec<i64>, Error> {
    item::get(tx, scope, item)?;
    let mut watchers = rows::of_item(tx, item)?;
    if let Sees::Own { person, .. } = scope.sees() {
        watchers.retain(|watcher| *watcher == person);
    }
    Ok(watchers)
}
