//! Only administrators give roles, the last of them stays one, and a new role means signing in again.

use base::{Role, Scope};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, access, read, store as sql};
use crate::{Error, Result, authority};

/// Gives a person another role.
///
/// # Errors
/// [`Error::LastAdmin`], [`Error::Stale`] when the role changed meanwhile, or the scope is no administrator's.
pub fn set_role(tx: &mut Tx<'_>, scope: &Scope, person: i64, role: Role) -> Result<Person> {
    let before = read::get(tx, scope, person)?;
    authority::require_admin(scope)?;
    if before.role == role {
        return Ok(before);
    }
    access::require_other_admin(tx, &before)?;
    let values = params![role.as_str(), tx.now(), person, before.role.as_str()];
    if tx.execute(sql::SET_ROLE, values)? == 0 {
        return Err(Error::Stale { current: read::by_id(tx, person)?.version });
    }
    access::end_access(tx, scope, person, "role")?;
    let event = Event::PersonRoleChanged { from: before.role.to_string(), to: role.to_string() };
    tx.append(NewEvent::of("person", person, event).organization(before.organization), scope.actor())?;
    read::by_id(tx, person)
}
