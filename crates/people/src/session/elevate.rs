//! Who proves again who they are may make sensitive changes for ten minutes.

use base::{Scope, Timestamp};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{ELEVATED_FOR, store as sql};
use crate::{Error, Result};

/// Elevates a session of the person; the proof was checked before.
pub(crate) fn elevate(tx: &mut Tx<'_>, scope: &Scope, person: i64, session: i64) -> Result<Timestamp> {
    let until = tx.now().plus(ELEVATED_FOR);
    if tx.execute(sql::ELEVATE, params![until, session, person])? == 0 {
        return Err(Error::NotFound);
    }
    tx.append(NewEvent::of("person", person, Event::SessionElevated {}), scope.actor())?;
    Ok(until)
}
