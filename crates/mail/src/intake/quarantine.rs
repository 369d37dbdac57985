//! What could not be processed waits with a cause; an administrator tries it again or puts it aside.

use base::{Cursor, Limit, Page, Scope};
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::{Outcome, Received, State, settle, table};
use crate::Error;

/// Mails in a state, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::Invalid`] for a wrong cursor.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    state: State,
    limit: Limit,
    cursor: Option<&str>,
) -> Result<Page<Received>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let before = cursor
        .map(|text| Cursor::decode(text).and_then(|cursor| cursor.integer(0)))
        .transpose()
        .map_err(|error| Error::invalid("cursor", error.to_string()))?;
    let rows = tx.query(table::LIST, params![state.as_str(), before, limit.with_probe()], table::read)?;
    Ok(Page::cut(rows, limit, |row| Cursor(vec![row.id.into()])))
}

/// Processes a quarantined mail once more.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::TooLate`] when it is not in quarantine.
pub fn retry(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    if tx.execute(table::RETRY, params![mail])? == 0 {
        return Err(Error::TooLate);
    }
    let event = NewEvent::of("mail", mail, Event::MailReceived { mail }).visibility(Visibility::System);
    tx.append(event, scope.actor())?;
    Ok(())
}

/// Puts a mail aside for good; its raw bytes stay.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::TooLate`] when it was settled before.
pub fn discard(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    settle(tx, scope, mail, &Outcome::Dropped { cause: "discarded".to_owned() }, None)
}
