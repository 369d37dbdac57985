//! Leaving a team leaves the person's work where it is.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{list, store as sql};
use crate::{Result, authority};

/// Takes a person out of a team; answers whether that changed anything.
///
/// # Errors
/// When the team is unknown or the scope is no administrator's.
pub fn remove_member(tx: &mut Tx<'_>, scope: &Scope, team: i64, person: i64) -> Result<bool> {
    list::get(tx, scope, team)?;
    authority::require_admin(scope)?;
    if tx.execute(sql::DELETE_MEMBER, params![team, person])? == 0 {
        return Ok(false);
    }
    let event = Event::TeamMembersChanged { added: Vec::new(), removed: vec![person] };
    tx.append(NewEvent::of("team", team, event), scope.actor())?;
    Ok(true)
}
