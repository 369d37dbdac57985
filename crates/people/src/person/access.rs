//! When a right ends, everything it was exercised with ends in the same transaction.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Person, store as sql};
use crate::{Error, Result, link, session};

/// Ends all sessions and open links of a person; one event when there were sessions.
pub(crate) fn end_access(tx: &mut Tx<'_>, scope: &Scope, person: i64, reason: &str) -> Result<()> {
    link::end_all(tx, person)?;
    if session::delete_all(tx, person)? > 0 {
        let event = Event::SessionEnded { reason: reason.to_owned() };
        tx.append(NewEvent::of("person", person, event), scope.actor())?;
    }
    Ok(())
}

/// Makes changes to the set of administrators wait for one another until their transactions end.
pub(crate) fn hold_admins(tx: &mut Tx<'_>) -> Result<()> {
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(sql::HOLD, params![id, "admins", now])?;
    Ok(())
}

/// Passes when the person is no active administrator or another one remains.
pub(crate) fn require_other_admin(tx: &mut Tx<'_>, person: &Person) -> Result<()> {
    if person.role != base::Role::Admin || person.disabled {
        return Ok(());
    }
    hold_admins(tx)?;
    let other = tx.query_optional(sql::OTHER_ADMIN, params![person.id], |row| row.get::<i64>(0))?;
    other.map(|_| ()).ok_or(Error::LastAdmin)
}
