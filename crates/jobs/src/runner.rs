//! Runs jobs lane by lane: claims as many as it has free slots, wakes on commits and at the next due time.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use base::{Timestamp, tasks};
use futures_util::future::join_all;
use store::{Engine, Error, Store, Tx};
use tokio::{
    sync::{Notify, Semaphore},
    task::JoinHandle,
    time::MissedTickBehavior,
};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

use crate::{
    Counters, Job, Lane, Reaction, Registration, Schedule, claim,
    lanes::{LANES, lane},
    measure::Tally,
    reactions::register_reactions,
    schedules, sweep,
    worker::Worker,
};

/// Looks for work this often even when nothing signals any.
const POLL: Duration = Duration::from_secs(1);
/// A lane looks no more often than this, so that under load many jobs are claimed by one commit.
const GATHER: Duration = Duration::from_millis(2);
/// How long running jobs may go on after the signal to stop.
const PATIENCE: Duration = Duration::from_secs(20);
/// Turns of the upkeep between two sweeps of finished jobs.
const SWEEP_EVERY: u64 = 30;

/// Runs jobs. Clones share everything.
#[derive(Clone)]
pub struct Runner {
    worker: Arc<Worker>,
    schedules: Arc<[Schedule]>,
    lanes: Arc<[Lane]>,
}

/// An attempt that failed while a test drained the queue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failed {
    /// The job.
    pub job: i64,
    /// Its kind.
    pub kind: String,
    /// The attempt's number.
    pub attempt: i64,
    /// Why it failed.
    pub error: String,
    /// No further attempt follows.
    pub dead: bool,
}

impl Failed {
    pub(crate) fn of(job: &Job, error: String, dead: bool) -> Self {
        Self { job: job.id, kind: job.kind.clone(), attempt: job.attempt, error, dead }
    }
}

/// What a lane found when it looked for work.
enum Outlook {
    /// Jobs were started; there may be more.
    Busy,
    /// Jobs are due, but others with their keys run.
    Blocked,
    /// Nothing before this instant.
    Quiet(Option<Timestamp>),
}

impl Runner {
    /// Puts the tables together and makes the store enqueue the reactions.
    #[must_use]
    pub fn new(
        store: Store,
        registrations: Vec<Registration>,
        reactions: Vec<Reaction>,
        schedules: Vec<Schedule>,
    ) -> Self {
        register_reactions(&store, &reactions);
        let names: BTreeSet<&'static str> =
            LANES.iter().map(|lane| lane.name).chain(registrations.iter().map(|one| one.kind.lane)).collect();
        let registrations = registrations.into_iter().map(|one| (one.kind.name, one)).collect();
        Self {
            worker: Arc::new(Worker { store, registrations, tally: Tally::default() }),
            schedules: schedules.into(),
            lanes: names.into_iter().map(lane).collect(),
        }
    }

    /// What became of the attempts so far.
    #[must_use]
    pub fn counters(&self) -> Counters {
        self.worker.tally.read()
    }

    /// Runs until `shutdown`: then nothing new is claimed, and running jobs get twenty seconds. What still
    /// runs after that is stopped, and its lease runs out.
    pub fn start(&self, shutdown: CancellationToken) -> JoinHandle<()> {
        tasks::spawn("jobs", self.clone().run(shutdown))
    }

    async fn run(self, shutdown: CancellationToken) {
        if self.worker.store.engine() == Engine::Sqlite {
            // This process owns the database, so whoever held a lease is gone.
            report(self.worker.store.write(claim::evict_all).await.map(drop));
        }
        let tracker = TaskTracker::new();
        let lanes = self.lanes.iter().map(|lane| self.run_lane(*lane, &tracker, &shutdown));
        tokio::join!(join_all(lanes), self.keep_up(&shutdown));
        tracker.close();
        if tokio::time::timeout(PATIENCE, tracker.wait()).await.is_err() {
            tracing::warn!(running = tracker.len(), "jobs still run at shutdown; they run again after the next start");
        }
    }

    async fn run_lane(&self, lane: Lane, tracker: &TaskTracker, shutdown: &CancellationToken) {
        let slots = Arc::new(Semaphore::new(lane.slots));
        let freed = Arc::new(Notify::new());
        let mut signal = self.worker.store.job_signal();
        let mut pace = tokio::time::interval(GATHER);
        pace.set_missed_tick_behavior(MissedTickBehavior::Delay);
        while !shutdown.is_cancelled() {
            tokio::select! {
                _ = slots.acquire() => {}
                () = shutdown.cancelled() => return,
            }
            pace.tick().await;
            signal.mark_unchanged();
            let outlook = self.look(lane, &slots, shutdown, |job, permit| {
                let (worker, freed, stop) = (Arc::clone(&self.worker), Arc::clone(&freed), shutdown.clone());
                tasks::spawn(
                    "job",
                    tracker.track_future(async move {
                        worker.attempt(job, &stop).await;
                        drop(permit);
                        freed.notify_one();
                    }),
                );
            });
            let (wait, is_blocked) = match outlook.await {
                Ok(Outlook::Busy) => continue,
                Ok(Outlook::Blocked) => (POLL, true),
                Ok(Outlook::Quiet(next)) => (self.until(next), false),
                Err(error) => {
                    report(Err(error));
                    tokio::time::sleep(POLL).await;
                    continue;
                }
            };
            tokio::select! {
                _ = signal.changed() => {}
                () = freed.notified(), if is_blocked => {}
                () = tokio::time::sleep(wait) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Claims what is due, as far as slots are free, and starts it.
    async fn look(
        &self,
        lane: Lane,
        slots: &Arc<Semaphore>,
        shutdown: &CancellationToken,
        start: impl Fn(Job, tokio::sync::OwnedSemaphorePermit),
    ) -> Result<Outlook, Error> {
        let store = &self.worker.store;
        let next = store.read(move |tx| claim::next_due(tx, lane.name)).await?;
        if next.is_none_or(|next| next > store.world().now()) {
            return Ok(Outlook::Quiet(next));
        }
        let (free, stop) = (slots.available_permits(), shutdown.clone());
        let claiming = move |tx: &mut Tx<'_>| {
            // Asked here and not before: what came in after the stop is left for the next start.
            if stop.is_cancelled() { Ok(Vec::new()) } else { claim::claim(tx, lane.name, free) }
        };
        let claimed = store.write(claiming).await?;
        if claimed.is_empty() {
            return Ok(Outlook::Blocked);
        }
        for job in claimed {
            if let Ok(permit) = Arc::clone(slots).try_acquire_owned() {
                start(job, permit);
            }
        }
        Ok(Outlook::Busy)
    }

    fn until(&self, next: Option<Timestamp>) -> Duration {
        let now = self.worker.store.world().now();
        next.map_or(POLL, |next| next.since(now).min(POLL))
    }

    /// Once a second: schedules, silent runners, finished jobs.
    async fn keep_up(&self, shutdown: &CancellationToken) {
        for turn in 0_u64.. {
            report(schedules::tick(&self.worker.store, &self.schedules).await.map(drop));
            report(self.return_silent().await);
            if turn % SWEEP_EVERY == 0 {
                report(self.sweep(shutdown).await);
            }
            tokio::select! {
                () = tokio::time::sleep(POLL) => {}
                () = shutdown.cancelled() => return,
            }
        }
    }

    /// Gives the jobs of runners that fell silent back to the queue; the running runner does this by itself.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn return_silent(&self) -> Result<(), Error> {
        while self.worker.store.read(claim::is_any_silent).await? {
            self.worker.store.write(claim::take_from_silent).await?;
        }
        Ok(())
    }

    async fn sweep(&self, shutdown: &CancellationToken) -> Result<(), Error> {
        while !shutdown.is_cancelled() && sweep::sweep(&self.worker.store).await? {}
        Ok(())
    }

    /// For tests: runs everything that is due until nothing is, and returns what failed. Jobs that wait for
    /// their next attempt stay; move the clock and drain again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn drain(&self) -> Result<Vec<Failed>, Error> {
        let stop = CancellationToken::new();
        let mut failed = Vec::new();
        loop {
            schedules::tick(&self.worker.store, &self.schedules).await?;
            self.return_silent().await?;
            let mut is_empty = true;
            for lane in self.lanes.iter().copied() {
                let claimed = self.worker.store.write(move |tx| claim::claim(tx, lane.name, lane.slots)).await?;
                is_empty &= claimed.is_empty();
                let attempts = claimed.into_iter().map(|job| self.worker.attempt(job, &stop));
                failed.extend(join_all(attempts).await.into_iter().flatten());
            }
            if is_empty {
                return Ok(failed);
            }
        }
    }
}

/// The next turn tries again, so an error of the database is only told.
fn report(outcome: Result<(), Error>) {
    if let Err(error) = outcome {
        tracing::error!(%error, "the job runner could not reach the database");
    }
}
