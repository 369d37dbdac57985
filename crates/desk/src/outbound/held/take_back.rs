//! Undo: an answer that waits is taken back, whole, as long as it was not said.

use base::Scope;
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::{Held, store as sql};
use crate::Error;

/// Takes an answer back. Its author may, and every administrator.
///
/// # Errors
/// [`work::Error::NotFound`] when there is none or the ticket may not be seen, [`work::Error::Forbidden`] for other
/// agents, [`mail::Error::TooLate`] when it was said or taken back already.
pub fn take_back(tx: &mut Tx<'_>, scope: &Scope, held: i64) -> Result<Held, Error> {
    let found = tx.query_optional(sql::GET, params![held], sql::read)?.ok_or(work::Error::NotFound)?;
    work::item::get(tx, scope, found.item)?;
    if !scope.is_admin() && scope.person() != Some(found.author) {
        return Err(work::Error::Forbidden.into());
    }
    let now = tx.now();
    if tx.execute(sql::END, params!["taken_back", now, held])? == 0 {
        return Err(mail::Error::TooLate.into());
    }
    let event = NewEvent::of("held_answer", held, Event::AnswerTakenBack { held });
    tx.append(event.item(found.item).visibility(Visibility::Internal), scope.actor())?;
    Ok(found)
}
