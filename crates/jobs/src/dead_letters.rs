//! Jobs that gave up wait for an administrator, who tries them again or throws them away.

use base::{Cursor, Limit, Page, Scope, page::InvalidCursor};
use events::{Event, NewEvent, Visibility};
use serde_json::Value;
use store::{Error, Tx, params};

use crate::{Row, State, table};

/// Which jobs are listed.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Jobs in this state.
    pub state: State,
    /// Jobs of this kind only.
    pub kind: Option<String>,
}

impl Default for Filter {
    fn default() -> Self {
        Self { state: State::Dead, kind: None }
    }
}

/// Why a list could not be given.
#[derive(Debug, thiserror::Error)]
pub enum ListError {
    /// The cursor is none of ours.
    #[error(transparent)]
    Cursor(#[from] InvalidCursor),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] Error),
}

/// Lists jobs, the newest first; nothing for whoever is no administrator.
///
/// # Errors
/// When the cursor is not one or the database fails.
pub fn list(
    tx: &mut Tx,
    scope: &Scope,
    filter: &Filter,
    after: Option<&str>,
    limit: Limit,
) -> Result<Page<Row>, ListError> {
    if !scope.is_admin() {
        return Ok(Page { items: Vec::new(), next: None });
    }
    let before = after.map(|text| Cursor::decode(text)?.integer(0)).transpose()?;
    let statement = match filter.state {
        State::Waiting => table::LIST_WAITING,
        State::Pending => table::LIST_PENDING,
        State::Running => table::LIST_RUNNING,
        State::Done => table::LIST_DONE,
        State::Dead => table::LIST_DEAD,
    };
    let rows = tx.query(statement, params![filter.kind.as_deref(), before, limit.with_probe()], row_of)?;
    Ok(Page::cut(rows, limit, |row| Cursor(vec![Value::from(row.id)])))
}

/// Tries a dead job again, at once and with all its attempts.
///
/// # Errors
/// [`Error::NotFound`] when there is no such dead job or the scope is no administrator's, [`Error::Conflict`]
/// when the same work is already waiting.
pub fn retry(tx: &mut Tx, scope: &Scope, id: i64) -> Result<(), Error> {
    dead(tx, scope, id)?;
    let now = tx.now();
    if tx.execute(table::REVIVE, params![now, id])? == 0 {
        return Err(Error::Conflict("the same work is already waiting".to_owned()));
    }
    tx.signal_jobs();
    decided(tx, scope, id, "retry")
}

/// Throws a dead job away.
///
/// # Errors
/// [`Error::NotFound`] when there is no such dead job or the scope is no administrator's.
pub fn discard(tx: &mut Tx, scope: &Scope, id: i64) -> Result<(), Error> {
    dead(tx, scope, id)?;
    tx.execute(table::DISCARD, params![id])?;
    decided(tx, scope, id, "discard")
}

fn dead(tx: &mut Tx, scope: &Scope, id: i64) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::NotFound);
    }
    tx.query_one(table::IS_DEAD, params![id], |row| row.get::<i64>(0)).map(|_| ())
}

fn decided(tx: &mut Tx, scope: &Scope, id: i64, decision: &str) -> Result<(), Error> {
    let event = Event::JobDecided { job: id, decision: decision.to_owned() };
    tx.append(NewEvent::of("job", id, event).visibility(Visibility::System), scope.actor())?;
    Ok(())
}

fn row_of(row: &store::Row) -> Result<Row, Error> {
    let state: String = row.get(3)?;
    let payload: String = row.get(4)?;
    Ok(Row {
        id: row.get(0)?,
        kind: row.get(1)?,
        lane: row.get(2)?,
        state: State::parse(&state).ok_or_else(|| Error::Database(format!("unknown job state {state}")))?,
        payload: serde_json::from_str(&payload).unwrap_or(Value::Null),
        attempt: row.get(5)?,
        max_attempts: row.get(6)?,
        run_at: row.get(7)?,
        created_at: row.get(8)?,
        finished_at: row.get(9)?,
        last_error: row.get(10)?,
    })
}
