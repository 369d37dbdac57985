//! A store on a fresh database, a clock in the test's hand, and a few kinds of jobs.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use base::{ManualClock, SeededRandom, Timestamp, World};
use jobs::{JobKind, Options, Registration, Run};
use serde_json::{Value, json};
use store::{OpenOptions, Store, params};

pub const PLAIN: JobKind =
    JobKind { name: "test.plain", lane: "default", max_attempts: 3, lease: Duration::from_secs(30) };

pub struct Bench {
    pub store: Store,
    pub clock: Arc<ManualClock>,
    _folder: tempfile::TempDir,
}

pub fn migrations() -> Vec<store::Migration> {
    [store::part().migrations, jobs::part().migrations].concat()
}

/// A fresh database on the PostgreSQL server that the test command started, if it did.
#[expect(clippy::disallowed_methods, reason = "tests are told by the test command where the server is")]
pub fn postgres_url() -> Option<String> {
    let server = std::env::var("AFTERCARE_TEST_POSTGRES").ok()?;
    let name = format!("jobs_test_{}", World::system().below(u64::MAX));
    let mut client = postgres::Client::connect(&server, postgres::NoTls).unwrap();
    let template = "TEMPLATE template0 LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'";
    client.batch_execute(&format!("CREATE DATABASE {name} {template}")).unwrap();
    let (head, options) = server.split_once('?').unwrap_or((&server, ""));
    let base = head.rsplit_once('/').map_or(head, |(base, _)| base);
    Some(if options.is_empty() { format!("{base}/{name}") } else { format!("{base}/{name}?{options}") })
}

impl Bench {
    /// On SQLite, or on PostgreSQL when the test command says so.
    #[expect(clippy::disallowed_methods, reason = "tests are told by the test command where they run")]
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(Timestamp(1_750_000_000_000_000)));
        let world = World { clock: clock.clone(), random: Arc::new(SeededRandom::new(7)) };
        let url = match std::env::var("AFTERCARE_TEST_ENGINE").as_deref() {
            Ok("postgres") => tokio::task::block_in_place(postgres_url).unwrap(),
            _ => format!("sqlite:{}", folder.path().join("test.db").display()),
        };
        let options = OpenOptions { url, world, readers: 2, migrations: migrations() };
        let store = tokio::task::block_in_place(|| Store::open(&options)).unwrap();
        Self { store, clock, _folder: folder }
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
