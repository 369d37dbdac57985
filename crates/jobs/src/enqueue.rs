//! A job is written in the caller's transaction: it exists exactly if the change it belongs to exists.

use base::Timestamp;
use serde::Serialize;
use store::{Error, Tx, params};

use crate::{JobKind, State, table};

/// How a job is enqueued.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// When it is due; now when none.
    pub run_at: Option<Timestamp>,
    /// While a job with the same text waits or runs, no second one is written.
    pub dedupe: Option<String>,
    /// Of the jobs with the same key only one runs at a time, the oldest due one first. A job that waits for
    /// its next attempt does not hold the others up.
    pub key: Option<String>,
    /// Lower runs earlier within the lane; 0 is normal.
    pub priority: i64,
}

/// Enqueues a job; `None` when `dedupe` found one that is still to be done.
///
/// # Errors
/// When the payload is not JSON or the database fails.
pub fn enqueue(tx: &mut Tx, kind: &JobKind, payload: &impl Serialize, options: Options) -> Result<Option<i64>, Error> {
    let payload = serde_json::to_string(payload)
        .map_err(|error| Error::Database(format!("the payload of {} is not JSON: {error}", kind.name)))?;
    let id = tx.new_id()?;
    let now = tx.now();
    let lease = i64::try_from(kind.lease.as_micros()).unwrap_or(i64::MAX);
    let run_at = options.run_at.unwrap_or(now);
    let state = if run_at > now { State::Waiting } else { State::Pending };
    let written = tx.execute(
        table::ENQUEUE,
        params![
            id,
            kind.lane,
            kind.name,
            options.key,
            options.dedupe,
            payload,
            state.as_str(),
            options.priority,
            run_at,
            kind.max_attempts.max(1),
            lease,
            now
        ],
    )?;
    if written == 0 {
        return Ok(None);
    }
    tx.signal_jobs();
    Ok(Some(id))
}
