//! How long the queues are and what became of the attempts, for the metrics page and the health page.

use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use base::Timestamp;
use serde::Serialize;
use store::{Error, Tx, params};

use crate::table;

/// What became of the attempts of this process since it started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counters {
    /// Attempts begun.
    pub claimed: u64,
    /// Jobs done.
    pub finished: u64,
    /// Attempts that failed and are tried again.
    pub failed: u64,
    /// Jobs that gave up.
    pub dead: u64,
    /// Attempts whose lease was lost; their results were thrown away.
    pub stale: u64,
}

#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) claimed: AtomicU64,
    pub(crate) finished: AtomicU64,
    pub(crate) failed: AtomicU64,
    pub(crate) dead: AtomicU64,
    pub(crate) stale: AtomicU64,
}

impl Tally {
    pub(crate) fn read(&self) -> Counters {
        Counters {
            claimed: self.claimed.load(Ordering::Relaxed),
            finished: self.finished.load(Ordering::Relaxed),
            failed: self.failed.load(Ordering::Relaxed),
            dead: self.dead.load(Ordering::Relaxed),
            stale: self.stale.load(Ordering::Relaxed),
        }
    }
}

/// How much waits in one lane.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LaneDepth {
    /// The lane.
    pub lane: String,
    /// Jobs that wait for their time.
    pub waiting: i64,
    /// Jobs that are due and wait for their turn.
    pub pending: i64,
    /// How long the first of these has been due; zero when there is none.
    pub oldest: Duration,
    /// Jobs that run.
    pub running: i64,
    /// Jobs that gave up.
    pub dead: i64,
}

/// How much waits in every lane that has jobs.
///
/// # Errors
/// When the database fails.
pub fn depths(tx: &mut Tx) -> Result<Vec<LaneDepth>, Error> {
    let now = tx.now();
    let rows = tx.query(table::DEPTHS, params![], |row| {
        Ok((row.get::<String>(0)?, row.get::<String>(1)?, row.get::<i64>(2)?, row.get::<Timestamp>(3)?))
    })?;
    let mut lanes: BTreeMap<String, LaneDepth> = BTreeMap::new();
    for (lane, state, count, first) in rows {
        let depth = lanes.entry(lane.clone()).or_insert_with(|| LaneDepth { lane, ..LaneDepth::default() });
        match state.as_str() {
            "pending" => (depth.pending, depth.oldest) = (count, now.since(first)),
            "waiting" => depth.waiting = count,
            "running" => depth.running = count,
            _ => depth.dead = count,
        }
    }
    Ok(lanes.into_values().collect())
}
