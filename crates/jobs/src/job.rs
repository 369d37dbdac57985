//! A job has a kind, a payload and a state; what runs for which kind, event or time is declared in tables.

use std::{sync::Arc, time::Duration};

use base::Timestamp;
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::Value;

use crate::{Failure, Run};

/// What every job of one kind has in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct JobKind {
    /// The name, `<crate>.<verb>`, for example `desk.take_mail`.
    pub name: &'static str,
    /// The lane it runs in; lanes never wait for each other.
    pub lane: &'static str,
    /// After so many attempts the job is dead.
    pub max_attempts: i64,
    /// How long an attempt may go without a sign of life before another may claim the job; renewed at a third.
    pub lease: Duration,
}

/// The code that runs a job.
pub type Handler = Arc<dyn Fn(Run) -> BoxFuture<'static, Result<(), Failure>> + Send + Sync>;

/// Ties a kind of job to its code.
#[derive(Clone)]
pub struct Registration {
    /// The kind.
    pub kind: JobKind,
    /// The code.
    pub handler: Handler,
}

impl Registration {
    /// Registers an async function; its errors are retried unless they are a [`Failure`] that says otherwise.
    pub fn new<F, Fut, E>(kind: JobKind, handler: F) -> Self
    where
        F: Fn(Run) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = Result<(), E>> + Send + 'static,
        E: Into<anyhow::Error>,
    {
        let handler: Handler = Arc::new(move |run| {
            let running = handler(run);
            Box::pin(async move { running.await.map_err(|error| Failure::from(error.into())) })
        });
        Self { kind, handler }
    }
}

/// "When this event is appended, enqueue that job", in the same transaction.
#[derive(Clone, Copy, Debug)]
pub struct Reaction {
    /// The outward name of the event, for example `mail.received`.
    pub event: &'static str,
    /// The job; its payload is `{"event": id}`, see [`crate::event_of`].
    pub job: &'static JobKind,
    /// Only for events that this says yes to; a job that finds nothing to do still costs three commits.
    pub when: Option<fn(&events::Event) -> bool>,
}

/// A job that is enqueued at regular times; after a downtime it runs once, and it never overlaps itself.
#[derive(Clone, Copy, Debug)]
pub struct Schedule {
    /// The name, unique over the whole product.
    pub name: &'static str,
    /// The time between two runs; the first run is that long after the first start.
    pub every: Duration,
    /// The job, enqueued without payload.
    pub job: &'static JobKind,
}

/// A claimed job.
#[derive(Clone, Debug, PartialEq)]
pub struct Job {
    /// The row's id.
    pub id: i64,
    /// The kind's name.
    pub kind: String,
    /// What the job is about.
    pub payload: Value,
    /// This attempt, counted from 1.
    pub attempt: i64,
    /// After so many attempts the job is dead.
    pub max_attempts: i64,
    /// When it was due.
    pub run_at: Timestamp,
    pub(crate) priority: i64,
    pub(crate) token: i64,
}

impl Job {
    /// No further attempt follows when this one fails.
    #[must_use]
    pub const fn is_last_attempt(&self) -> bool {
        self.attempt >= self.max_attempts
    }
}

/// Where a job is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum State {
    /// Waits for its time.
    Waiting,
    /// Is due and waits for its turn.
    Pending,
    /// Claimed by somebody who holds the lease.
    Running,
    /// Finished; kept for a while, then deleted.
    Done,
    /// Gave up; an administrator decides.
    Dead,
}

impl State {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Pending => "pending",
            Self::Running => "running",
            Self::Done => "done",
            Self::Dead => "dead",
        }
    }

    /// Reads a stored name.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let all = [Self::Waiting, Self::Pending, Self::Running, Self::Done, Self::Dead];
        all.into_iter().find(|state| state.as_str() == text)
    }
}

/// A job as administrators see it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Row {
    /// The row's id.
    pub id: i64,
    /// The kind's name.
    pub kind: String,
    /// The lane.
    pub lane: String,
    /// Where it is in its life.
    pub state: State,
    /// What it is about.
    pub payload: Value,
    /// Attempts begun.
    pub attempt: i64,
    /// Attempts allowed.
    pub max_attempts: i64,
    /// When it is or was due.
    pub run_at: Timestamp,
    /// When it was enqueued.
    pub created_at: Timestamp,
    /// When it was done or died.
    pub finished_at: Option<Timestamp>,
    /// Why the last attempt failed.
    pub last_error: Option<String>,
}
