//! Only staff can be in a team; adding somebody twice changes nothing.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{list, store as sql};
use crate::{Error, Flaw, Result, authority, person};

/// Puts a member of staff into a team; answers whether that changed anything.
///
/// # Errors
/// When the person is a customer or unknown, or the scope is no administrator's.
pub fn add_member(tx: &mut Tx<'_>, scope: &Scope, team: i64, person: i64) -> Result<bool> {
    list::get(tx, scope, team)?;
    authority::require_admin(scope)?;
    if !person::get(tx, scope, person)?.role.is_staff() {
        return Err(Error::invalid("person", Flaw::Unknown));
    }
    let id = tx.new_id()?;
    if tx.execute(sql::INSERT_MEMBER, params![id, team, person])? == 0 {
        return Ok(false);
    }
    let event = Event::TeamMembersChanged { added: vec![person], removed: Vec::new() };
    tx.append(NewEvent::of("team", team, event), scope.actor())?;
    Ok(true)
}
