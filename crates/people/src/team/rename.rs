//! A team may get another name that no other team has.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Team, create::checked_name, list, store as sql};
use crate::{Error, Flaw, Result, authority};

/// Renames a team.
///
/// # Errors
/// When the name breaks a rule or the scope is no administrator's.
pub fn rename(tx: &mut Tx<'_>, scope: &Scope, team: i64, name: &str) -> Result<Team> {
    let before = list::get(tx, scope, team)?;
    authority::require_admin(scope)?;
    let name = checked_name(name)?;
    let fold = text::fold(&name);
    if tx.query_optional(sql::NAME_TAKEN, params![&fold, team], |row| row.get::<i64>(0))?.is_some() {
        return Err(Error::invalid("name", Flaw::Taken));
    }
    tx.execute(sql::RENAME, params![&name, fold, team])?;
    let event = Event::TeamRenamed { from: before.name, to: name.clone() };
    tx.append(NewEvent::of("team", team, event), scope.actor())?;
    Ok(Team { name, ..before })
}
