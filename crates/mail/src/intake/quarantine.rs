//! What could not be processed waits with a cause; an administrator tries it again or puts it aside. The same list
//! shows the mails of every other state.

use base::{Cursor, Limit, Page, Scope, Timestamp};
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::{Outcome, Received, State, settle, table};
use crate::Error;

/// Which mails are asked for.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Where they are in their life.
    pub state: State,
    /// Why they were quarantined or dropped.
    pub cause: Option<String>,
    /// The mailbox they were for.
    pub mailbox: Option<i64>,
    /// The earliest instant at which they came in.
    pub since: Option<Timestamp>,
}

impl Filter {
    /// All mails in a state.
    #[must_use]
    pub const fn of(state: State) -> Self {
        Self { state, cause: None, mailbox: None, since: None }
    }
}

/// Mails in a state, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::Invalid`] for a wrong cursor.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
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
    let since = filter.since.unwrap_or(Timestamp(0));
    let values = params![filter.state.as_str(), &filter.cause, filter.mailbox, since, before, limit.with_probe()];
    let rows = tx.query(table::LIST, values, table::read)?;
    Ok(Page::cut(rows, limit, |row| Cursor(vec![row.id.into()])))
}

/// The causes of the mails in a state, each with how many there are.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators.
pub fn causes(tx: &mut Tx, scope: &Scope, state: State) -> Result<Vec<(String, i64)>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::CAUSES, params![state.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Processes a mail once more that is in quarantine, or that was put aside by hand or because of its sender.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::TooLate`] when it is neither.
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
