//! A team has a name that no other has; only administrators make one.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Team, store as sql};
use crate::{Error, Flaw, Result, authority};

/// The most characters of a name.
const MAX_NAME: usize = 100;

/// Makes a team.
///
/// # Errors
/// When the name is missing, too long or taken, or the scope is no administrator's.
pub fn create(tx: &mut Tx<'_>, scope: &Scope, name: &str) -> Result<Team> {
    authority::require_admin(scope)?;
    let name = checked_name(name)?;
    let (id, now) = (tx.new_id()?, tx.now());
    if tx.execute(sql::INSERT, params![id, &name, text::fold(&name), now])? == 0 {
        return Err(Error::invalid("name", Flaw::Taken));
    }
    tx.append(NewEvent::of("team", id, Event::TeamCreated { name: name.clone() }), scope.actor())?;
    Ok(Team { id, name, created_at: now })
}

pub(super) fn checked_name(name: &str) -> Result<String> {
    let name = text::clean_line(name);
    match name.chars().count() {
        0 => Err(Error::invalid("name", Flaw::Missing)),
        1..=MAX_NAME => Ok(name),
        _ => Err(Error::invalid("name", Flaw::TooLong)),
    }
}
