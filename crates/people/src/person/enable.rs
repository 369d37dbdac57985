//! A person who is enabled again signs in anew: old sessions, links and tokens stay dead.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, read, store as sql};
use crate::{Result, authority};

/// Enables a disabled person; nothing happens when they are not.
///
/// # Errors
/// When the scope is no administrator's.
pub fn enable(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Person> {
    let before = read::get(tx, scope, person)?;
    authority::require_admin(scope)?;
    let now = tx.now();
    if tx.execute(sql::SET_DISABLED, params![false, now, person])? == 0 {
        return Ok(before);
    }
    let event = NewEvent::of("person", person, Event::PersonEnabled {});
    tx.append(event.organization(before.organization), scope.actor())?;
    read::by_id(tx, person)
}
