//! Every end of an attempt is fenced: it counts only while the job still carries this attempt's lease token.

use base::{Scope, Timestamp, text};
use events::{Event, NewEvent, Visibility};
use store::{Error, Tx, params};

use crate::{Job, table};

/// The most characters kept of an error.
const ERROR_LENGTH: usize = 4_000;

/// Marks the job done; false when the lease was lost.
pub(crate) fn finish(tx: &mut Tx, job: &Job) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.execute(table::FINISH, params![now, job.id, job.token])? == 1)
}

/// Extends the lease from now; false when it was lost.
pub(crate) fn renew(tx: &mut Tx, job: &Job) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.execute(table::RENEW, params![now, job.id, job.token])? == 1)
}

/// Waits until `run_at` for the next attempt; false when the lease was lost.
pub(crate) fn try_again(tx: &mut Tx, job: &Job, run_at: Timestamp, error: &str) -> Result<bool, Error> {
    let error = text::clean(text::truncate(error, ERROR_LENGTH));
    let put = tx.execute(table::TRY_AGAIN, params![run_at, error, job.id, job.token])? == 1;
    tx.signal_jobs();
    Ok(put)
}

/// Waits until `run_at` as if this attempt had not begun; false when the lease was lost.
pub(crate) fn put_back(tx: &mut Tx, job: &Job, run_at: Timestamp) -> Result<bool, Error> {
    let put = tx.execute(table::PUT_BACK, params![run_at, job.id, job.token])? == 1;
    tx.signal_jobs();
    Ok(put)
}

/// Moves the job to the dead letters and says so with an event; false when the lease was lost.
pub(crate) fn bury(tx: &mut Tx, scope: &Scope, job: &Job, error: &str) -> Result<bool, Error> {
    let now = tx.now();
    let error = text::clean(text::truncate(error, ERROR_LENGTH));
    if tx.execute(table::BURY, params![now, &error, job.id, job.token])? == 0 {
        return Ok(false);
    }
    let event = Event::JobDead { job: job.kind.clone(), error };
    tx.append(NewEvent::of("job", job.id, event).visibility(Visibility::System), scope.actor())?;
    Ok(true)
}
