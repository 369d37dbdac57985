//! A store on a fresh database, a clock in the test's hand, and a few kinds of jobs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{ManualClock, Timestamp};
use jobs::{JobKind, Options, Registration, Run};
use serde_json::{Value, json};
use store::{Store, params};
use testkit::{Engine, TestStore};

pub const PLAIN: JobKind =
    JobKind { name: "test.plain", lane: "default", max_attempts: 3, lease: Duration::from_secs(30) };

pub struct Bench {
    pub store: Store,
    pub clock: Arc<ManualClock>,
    pub test: TestStore,
}

pub fn migrations() -> Vec<store::Migration> {
    [store::part().migrations, jobs::part().migrations].concat()
}

impl Bench {
    pub fn new(engine: Engine) -> Self {
        let test = TestStore::open(engine, &[store::part(), jobs::part()]);
        Self { store: test.store.clone(), clock: test.world.clock.clone(), test }
    }

    pub async fn enqueue(&self, kind: JobKind, payload: Value, options: Options) -> Option<i64> {
        self.store.write(move |tx| jobs::enqueue(tx, &kind, &payload, options)).await.unwrap()
    }

    /// State, attempt and run time of a job.
    pub async fn state_of(&self, id: i64) -> (String, i64, Timestamp) {
        self.store
            .read(move |tx| {
                tx.query_one("SELECT state, attempt, run_at FROM job_job WHERE id = $1", params![id], |row| {
                    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
                })
            })
            .await
            .map_err(|error: store::Error| error)
            .unwrap()
    }

    pub async fn count(&self) -> i64 {
        self.store
            .read(|tx| tx.query_one("SELECT CAST(count(*) AS BIGINT) FROM job_job", params![], |row| row.get(0)))
            .await
            .map_err(|error: store::Error| error)
            .unwrap()
    }
}

/// What handlers noted, in order.
#[derive(Clone, Default)]
pub struct Notes(Arc<Mutex<Vec<Value>>>);

impl Notes {
    pub fn add(&self, value: Value) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(value);
    }

    pub fn all(&self) -> Vec<Value> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// A handler that notes its payload.
    pub fn registration(&self, kind: JobKind) -> Registration {
        let notes = self.clone();
        Registration::new(kind, move |run: Run| {
            let notes = notes.clone();
            async move {
                notes.add(run.job.payload.clone());
                anyhow::Ok(())
            }
        })
    }
}

pub fn number(value: i64) -> Value {
    json!({ "number": value })
}
