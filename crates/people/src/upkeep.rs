//! Every hour, what can no longer be signed in with is deleted.

use std::time::Duration;

use base::Scope;
use jobs::{Failure, JobKind, Registration, Run, Schedule};

use crate::clean_up;

/// Deletes sessions and links whose time is over.
pub const CLEAN_UP: JobKind =
    JobKind { name: "people.clean_up", lane: "bulk", max_attempts: 5, lease: Duration::from_secs(60) };

/// The jobs of this crate.
#[must_use]
pub fn registrations() -> Vec<Registration> {
    vec![Registration::new(CLEAN_UP, run)]
}

/// When they run.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![Schedule { name: "people.clean_up", every: Duration::from_secs(3_600), job: &CLEAN_UP }]
}

async fn run(run: Run) -> Result<(), Failure> {
    run.commit(|tx| clean_up(tx, &Scope::system("clean-up")).map(drop)).await
}
