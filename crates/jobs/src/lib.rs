//! Durable work: a job is written in the transaction that wants it and runs at least once after the commit.
//!
//! A job's attempt is counted when it is claimed, so a job that kills the process uses up its attempts. Its
//! effects in the database are committed together with its end ([`Run::commit`]), fenced by the lease token,
//! and are therefore exactly once. Effects outside happen at least once.

mod backoff;
mod claim;
mod dead_letters;
mod enqueue;
mod failure;
mod job;
mod lanes;
mod measure;
mod reactions;
mod run;
mod runner;
mod schedules;
mod settle;
mod sweep;
mod table;
mod worker;

pub use dead_letters::{Filter, ListError, discard, list, retry};
pub use enqueue::{Options, enqueue};
pub use failure::Failure;
pub use job::{Handler, Job, JobKind, Reaction, Registration, Row, Schedule, State};
pub use lanes::Lane;
pub use measure::{Counters, LaneDepth, depths};
pub use reactions::{event_of, register_reactions};
pub use run::Run;
pub use runner::{Failed, Runner};

/// The migrations and statements of this crate.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![store::Migration { name: "jobs_0001_jobs", sql: include_str!("../migrations/0001_jobs.sql") }],
        statements: table::STATEMENTS.to_vec(),
    }
}
