//! A disabled person cannot sign in; sessions, links and tokens end with it. The last administrator stays.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, access, read, store as sql};
use crate::{Result, authority, token};

/// Disables a person; nothing happens when they are already.
///
/// # Errors
/// [`crate::Error::LastAdmin`], or the scope is no administrator's.
pub fn disable(tx: &mut Tx<'_>, scope: &Scope, person: i64) -> Result<Person> {
    let before = read::get(tx, scope, person)?;
    authority::require_admin(scope)?;
    access::require_other_admin(tx, &before)?;
    let now = tx.now();
    if tx.execute(sql::SET_DISABLED, params![true, now, person])? == 0 {
        return Ok(before);
    }
    access::end_access(tx, scope, person, "disabled")?;
    token::revoke_all(tx, person)?;
    let event = NewEvent::of("person", person, Event::PersonDisabled {});
    tx.append(event.organization(before.organization), scope.actor())?;
    read::by_id(tx, person)
}
