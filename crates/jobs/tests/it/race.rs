//! Eight clients on PostgreSQL: no job is ever claimed twice, and jobs with one key never overlap.

use std::{
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex},
    time::Duration,
};

use base::World;
use jobs::{JobKind, Options, Registration, Run, Runner};
use store::{OpenOptions, Store};
use tokio_util::sync::CancellationToken;

use crate::support::{migrations, number};

const JOBS: i64 = 4_000;
const RACED: JobKind =
    JobKind { name: "test.raced", lane: "default", max_attempts: 3, lease: Duration::from_secs(300) };

/// What all clients saw together.
#[derive(Default)]
struct Seen {
    runs: HashMap<i64, i64>,
    keys_running: HashSet<i64>,
    overlaps: usize,
}

fn client(url: &str) -> Store {
    let options = OpenOptions { url: url.to_owned(), world: World::system(), readers: 2, migrations: migrations() };
    Store::open(&options).unwrap()
}

fn counting(seen: &Arc<Mutex<Seen>>) -> Registration {
    let seen = Arc::clone(seen);
    Registration::new(RACED, move |run: Run| {
        let seen = Arc::clone(&seen);
        async move {
            let key = run.job.payload["number"].as_i64().unwrap_or(0) % 500;
            {
                let mut seen = seen.lock().unwrap();
                *seen.runs.entry(run.job.id).or_insert(0) += 1;
                if key < 100 && !seen.keys_running.insert(key) {
                    seen.overlaps += 1;
                }
            }
            tokio::task::yield_now().await;
            seen.lock().unwrap().keys_running.remove(&key);
            run.commit(|_| Ok::<_, anyhow::Error>(())).await
        }
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn eight_clients_never_claim_a_job_twice() {
    let database = tokio::task::block_in_place(|| testkit::postgres::database().unwrap());
    let clients = tokio::task::block_in_place(|| (0..8).map(|_| client(&database.url())).collect::<Vec<_>>());
    let fill = clients[0].clone();
    fill.write(|tx| {
        for value in 0..JOBS {
            // A fifth of the jobs share a hundred keys.
            let key = (value % 500 < 100).then(|| format!("key:{}", value % 500));
            jobs::enqueue(tx, &RACED, &number(value), Options { key, ..Options::default() })?;
        }
        Ok::<_, store::Error>(())
    })
    .await
    .unwrap();

    let seen = Arc::new(Mutex::new(Seen::default()));
    let stop = CancellationToken::new();
    let runners: Vec<Runner> =
        clients.iter().map(|store| Runner::new(store.clone(), vec![counting(&seen)], vec![], vec![])).collect();
    let running: Vec<_> = runners.iter().map(|runner| runner.start(stop.clone())).collect();
    let finished = || runners.iter().map(|runner| runner.counters().finished).sum::<u64>();
    tokio::time::timeout(Duration::from_secs(120), async {
        while finished() < u64::try_from(JOBS).unwrap() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    })
    .await
    .unwrap();
    stop.cancel();
    for one in running {
        one.await.unwrap();
    }

    let seen = seen.lock().unwrap();
    assert_eq!(i64::try_from(seen.runs.len()).unwrap(), JOBS);
    assert!(seen.runs.values().all(|runs| *runs == 1), "a job ran more than once");
    assert_eq!(seen.overlaps, 0, "two jobs with one key ran at the same time");
    assert_eq!(finished(), u64::try_from(JOBS).unwrap());
    let busy = runners.iter().filter(|runner| runner.counters().finished > 0).count();
    assert!(busy >= 2, "only {busy} client took part");
}
