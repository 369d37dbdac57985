//! Claiming a job gives the only right to finish it, until the lease runs out.

use std::time::Duration;

use base::{Scope, Timestamp};
use serde_json::Value;
use store::{Error, Row, Tx, params};

use crate::{Job, backoff, settle, table};

/// Expired leases dealt with in one transaction.
const EXPIRED_AT_ONCE: i64 = 200;

/// Jobs made pending in one transaction.
const PENDING_AT_ONCE: i64 = 500;

/// Claims up to `count` due jobs of a lane, in the order they shall start.
pub(crate) fn claim(tx: &mut Tx, lane: &str, count: usize) -> Result<Vec<Job>, Error> {
    let count = i64::try_from(count).unwrap_or(i64::MAX);
    let token = tx.new_id()?;
    let now = tx.now();
    tx.execute(table::MAKE_PENDING, params![lane, now, PENDING_AT_ONCE])?;
    let mut claimed = tx.query(table::CLAIM, params![lane, count, token, now], job_of)?;
    claimed.sort_by_key(|job| (job.priority, job.run_at, job.id));
    Ok(claimed)
}

/// When the next job of a lane is due; possibly in the past.
pub(crate) fn next_due(tx: &mut Tx, lane: &str) -> Result<Option<Timestamp>, Error> {
    let pending = tx.query_optional(table::FIRST_PENDING, params![lane], |row| row.get(0))?;
    if pending.is_some() {
        return Ok(pending);
    }
    tx.query_optional(table::FIRST_WAITING, params![lane], |row| row.get(0))
}

/// Somebody holds a lease that ran out.
pub(crate) fn is_any_silent(tx: &mut Tx) -> Result<bool, Error> {
    let now = tx.now();
    Ok(!tx.query(table::EXPIRED, params![now, 1_i64], job_of)?.is_empty())
}

/// Gives jobs whose runner was not heard of for the length of a lease another attempt, or buries them
/// when they used all up. Returns how many there were.
pub(crate) fn take_from_silent(tx: &mut Tx) -> Result<usize, Error> {
    let now = tx.now();
    let expired = tx.query(table::EXPIRED, params![now, EXPIRED_AT_ONCE], job_of)?;
    for job in &expired {
        let scope = Scope::system("lease expired");
        let error = "the process stopped or hung during this attempt";
        if job.is_last_attempt() {
            settle::bury(tx, &scope, job, error)?;
        } else {
            settle::try_again(tx, job, now.plus(wait_after_silence(tx, job)), error)?;
        }
    }
    Ok(expired.len())
}

/// A restart shall not delay work, but a job that keeps killing the process must not take its neighbours with
/// it every time: from the third such attempt on it waits.
fn wait_after_silence(tx: &Tx, job: &Job) -> Duration {
    if job.attempt <= 2 { Duration::ZERO } else { backoff::after(job.attempt - 2, tx.world()) }
}

/// Ends all leases at once: right only for the one process that owns the database, when it starts.
pub(crate) fn evict_all(tx: &mut Tx) -> Result<u64, Error> {
    tx.execute(table::EVICT, params![])
}

fn job_of(row: &Row) -> Result<Job, Error> {
    let payload: String = row.get(2)?;
    Ok(Job {
        id: row.get(0)?,
        kind: row.get(1)?,
        payload: serde_json::from_str(&payload).unwrap_or(Value::Null),
        attempt: row.get(3)?,
        max_attempts: row.get(4)?,
        run_at: row.get(5)?,
        priority: row.get(6)?,
        token: row.get(7)?,
    })
}
