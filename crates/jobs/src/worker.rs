//! One attempt from claim to end: runs the handler, keeps the lease alive, and settles the outcome.

use std::{collections::HashMap, panic::AssertUnwindSafe, sync::Arc, sync::atomic::Ordering};

use anyhow::anyhow;
use base::Scope;
use futures_util::FutureExt as _;
use store::Store;
use tokio_util::sync::CancellationToken;

use crate::{Failed, Failure, Job, Registration, Run, backoff, measure::Tally, run::Stale, settle};

/// What all attempts of a process share.
pub(crate) struct Worker {
    pub(crate) store: Store,
    pub(crate) registrations: HashMap<&'static str, Registration>,
    pub(crate) tally: Tally,
}

impl Worker {
    /// Makes one attempt; tells what failed, for whoever drains the queue.
    pub(crate) async fn attempt(&self, job: Job, stop: &CancellationToken) -> Option<Failed> {
        self.tally.claimed.fetch_add(1, Ordering::Relaxed);
        let run = Run {
            job,
            store: self.store.clone(),
            world: self.store.world().clone(),
            cancel: stop.child_token(),
            settled: Arc::default(),
        };
        let outcome = match self.registrations.get(run.job.kind.as_str()) {
            Some(registration) => self.execute(registration, &run).await,
            None => Err(Failure::Permanent(anyhow!("nothing is registered for {}", run.job.kind))),
        };
        match outcome {
            Ok(()) => self.succeeded(&run).await,
            Err(failure) => self.failed(&run, failure, stop).await,
        }
    }

    async fn execute(&self, registration: &Registration, run: &Run) -> Result<(), Failure> {
        let handler = AssertUnwindSafe((registration.handler)(run.clone())).catch_unwind();
        tokio::select! {
            biased;
            outcome = handler => outcome.unwrap_or_else(|panic| Err(panicked(panic.as_ref()))),
            () = self.keep_lease(registration, run) => Err(Failure::Retry(anyhow!(Stale))),
        }
    }

    /// Renews the lease at every third of it; returns when it is lost.
    async fn keep_lease(&self, registration: &Registration, run: &Run) {
        loop {
            tokio::time::sleep(registration.kind.lease / 3).await;
            let job = run.job.clone();
            match self.store.write(move |tx| settle::renew(tx, &job)).await {
                Err(error) => tracing::warn!(job = run.job.id, %error, "a lease could not be renewed"),
                Ok(false) if !run.is_settled() => {
                    run.cancel.cancel();
                    return;
                }
                Ok(_) => {}
            }
        }
    }

    async fn succeeded(&self, run: &Run) -> Option<Failed> {
        let is_finished = run.is_settled() || {
            let job = run.job.clone();
            match self.store.write(move |tx| settle::finish(tx, &job)).await {
                Ok(finished) => finished,
                Err(error) => {
                    tracing::error!(job = run.job.id, %error, "a job ran but could not be finished; it will run again");
                    return Some(Failed::of(&run.job, error.to_string(), false));
                }
            }
        };
        let counter = if is_finished { &self.tally.finished } else { &self.tally.stale };
        counter.fetch_add(1, Ordering::Relaxed);
        None
    }

    async fn failed(&self, run: &Run, failure: Failure, stop: &CancellationToken) -> Option<Failed> {
        let text = failure.to_string();
        if run.is_settled() {
            tracing::warn!(job = run.job.id, kind = run.job.kind, error = text, "a job failed after its commit");
            return None;
        }
        if is_stale(&failure) {
            self.tally.stale.fetch_add(1, Ordering::Relaxed);
            tracing::warn!(job = run.job.id, kind = run.job.kind, "an attempt was too late; its result is dropped");
            return Some(Failed::of(&run.job, text, false));
        }
        let is_dead = self.settle(run, failure, &text, stop).await;
        Some(Failed::of(&run.job, text, is_dead))
    }

    /// Writes what follows a failure; true when the job is dead.
    async fn settle(&self, run: &Run, failure: Failure, text: &str, stop: &CancellationToken) -> bool {
        let job = run.job.clone();
        let wait = match &failure {
            Failure::RetryAfter(wait, _) => *wait,
            _ => backoff::after(job.attempt, &run.world),
        };
        let is_permanent = matches!(failure, Failure::Permanent(_));
        let is_dead = is_permanent || (job.is_last_attempt() && !stop.is_cancelled());
        let is_stopped = stop.is_cancelled() && !is_permanent;
        let counter = if is_dead { &self.tally.dead } else { &self.tally.failed };
        counter.fetch_add(1, Ordering::Relaxed);
        tracing::warn!(
            job = job.id,
            kind = job.kind,
            attempt = job.attempt,
            dead = is_dead,
            error = text,
            "a job failed"
        );
        let error = text.to_owned();
        let written = self.store.write(move |tx| {
            let now = tx.now();
            if is_dead {
                settle::bury(tx, &Scope::system("jobs"), &job, &error)
            } else if is_stopped {
                settle::put_back(tx, &job, now)
            } else {
                settle::try_again(tx, &job, now.plus(wait), &error)
            }
        });
        if let Err(error) = written.await {
            tracing::error!(job = run.job.id, %error, "a failure could not be written; the lease will run out");
        }
        is_dead
    }
}

fn is_stale(failure: &Failure) -> bool {
    let (Failure::Retry(error) | Failure::RetryAfter(_, error) | Failure::Permanent(error)) = failure;
    error.is::<Stale>()
}

fn panicked(panic: &(dyn std::any::Any + Send)) -> Failure {
    let message = panic.downcast_ref::<&str>().copied().map(ToOwned::to_owned);
    let message = message.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    Failure::Retry(anyhow!("the handler panicked: {message}"))
}
