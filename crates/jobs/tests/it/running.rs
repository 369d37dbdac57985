//! The live runner: wakes at once, keeps leases, stops without losing anything.

use std::{sync::Arc, time::Duration};

use base::{SystemClock, SystemRandom, World};
use jobs::{JobKind, Options, Registration, Run, Runner};
use serde_json::json;
use store::{OpenOptions, Store};
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;

use testkit::on_both;

use crate::support::{Bench, PLAIN, migrations, number};

/// Long enough for any machine; reached only when the test fails.
const LIMIT: Duration = Duration::from_secs(20);

fn real(folder: &tempfile::TempDir) -> Store {
    let world = World { clock: Arc::new(SystemClock), random: Arc::new(SystemRandom) };
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    Store::open(&OpenOptions { url, world, readers: 2, migrations: migrations() }).unwrap()
}

fn telling(kind: JobKind) -> (Registration, mpsc::UnboundedReceiver<serde_json::Value>) {
    let (sender, receiver) = mpsc::unbounded_channel();
    let registration = Registration::new(kind, move |run: Run| {
        let sender = sender.clone();
        async move {
            sender.send(run.job.payload.clone())?;
            anyhow::Ok(())
        }
    });
    (registration, receiver)
}

async fn next(receiver: &mut mpsc::UnboundedReceiver<serde_json::Value>) -> serde_json::Value {
    tokio::time::timeout(LIMIT, receiver.recv()).await.unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_commit_wakes_the_runner_and_a_due_time_does_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = real(&folder);
    let (registration, mut told) = telling(PLAIN);
    let stop = CancellationToken::new();
    let running = Runner::new(store.clone(), vec![registration], vec![], vec![]).start(stop.clone());
    store.write(|tx| jobs::enqueue(tx, &PLAIN, &number(1), Options::default())).await.unwrap();
    assert_eq!(next(&mut told).await, number(1));
    let soon = store.world().now().plus(Duration::from_millis(150));
    let options = Options { run_at: Some(soon), ..Options::default() };
    store.write(move |tx| jobs::enqueue(tx, &PLAIN, &number(2), options)).await.unwrap();
    assert_eq!(next(&mut told).await, number(2));
    let late = store.world().now().since(soon);
    assert!(store.world().now() >= soon && late < Duration::from_millis(800), "{late:?} after its time");
    stop.cancel();
    running.await.unwrap();
}

#[test]
fn jobs_of_a_process_that_died_run_at_once_when_the_next_owner_starts() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        let is_only_owner = bench.store.engine() == store::Engine::Sqlite;
        bench.enqueue(PLAIN, number(1), Options::default()).await.unwrap();
        let claim = "UPDATE job_job SET state = 'running', attempt = 1, lease_token = 1, lease_until = run_at + lease";
        bench.store.write(move |tx| tx.execute(claim, store::params![])).await.unwrap();
        let (registration, mut told) = telling(PLAIN);
        let stop = CancellationToken::new();
        let running = Runner::new(bench.store.clone(), vec![registration], vec![], vec![]).start(stop.clone());
        if !is_only_owner {
            // Others may run on PostgreSQL, so their leases are waited for.
            assert!(tokio::time::timeout(Duration::from_millis(1_500), told.recv()).await.is_err());
            bench.clock.advance(Duration::from_secs(31));
        }
        assert_eq!(next(&mut told).await, number(1), "on SQLite without waiting for the lease");
        stop.cancel();
        running.await.unwrap();
    });
}

#[tokio::test(flavor = "multi_thread")]
async fn a_long_job_keeps_its_lease_and_loses_it_only_to_somebody_else() {
    const SHORT: JobKind = JobKind { lease: Duration::from_millis(300), ..PLAIN };
    let folder = tempfile::tempdir().unwrap();
    let store = real(&folder);
    let go_on = Arc::new(Notify::new());
    let (sender, mut told) = mpsc::unbounded_channel();
    let registration = {
        let go_on = Arc::clone(&go_on);
        Registration::new(SHORT, move |run: Run| {
            let (go_on, sender) = (Arc::clone(&go_on), sender.clone());
            async move {
                sender.send(json!(run.job.attempt))?;
                go_on.notified().await;
                run.commit(|_| Ok::<_, anyhow::Error>(())).await?;
                sender.send(json!("committed"))?;
                anyhow::Ok(())
            }
        })
    };
    let stop = CancellationToken::new();
    let runner = Runner::new(store.clone(), vec![registration], vec![], vec![]);
    let running = runner.start(stop.clone());
    store.write(|tx| jobs::enqueue(tx, &SHORT, &number(1), Options::default())).await.unwrap();
    assert_eq!(next(&mut told).await, json!(1));
    // Four leases long nobody else gets it.
    assert!(tokio::time::timeout(SHORT.lease * 4, told.recv()).await.is_err());
    go_on.notify_one();
    assert_eq!(next(&mut told).await, json!("committed"));
    stop.cancel();
    running.await.unwrap();
    assert_eq!((runner.counters().claimed, runner.counters().finished), (1, 1));
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_waits_for_running_jobs_and_claims_nothing_new() {
    let folder = tempfile::tempdir().unwrap();
    let store = real(&folder);
    let go_on = Arc::new(Notify::new());
    let (sender, mut told) = mpsc::unbounded_channel();
    let registration = {
        let go_on = Arc::clone(&go_on);
        Registration::new(PLAIN, move |run: Run| {
            let (go_on, sender) = (Arc::clone(&go_on), sender.clone());
            async move {
                sender.send(run.job.payload.clone())?;
                go_on.notified().await;
                anyhow::Ok(())
            }
        })
    };
    let stop = CancellationToken::new();
    let runner = Runner::new(store.clone(), vec![registration], vec![], vec![]);
    let running = runner.start(stop.clone());
    store.write(|tx| jobs::enqueue(tx, &PLAIN, &number(1), Options::default())).await.unwrap();
    next(&mut told).await;
    stop.cancel();
    store.write(|tx| jobs::enqueue(tx, &PLAIN, &number(2), Options::default())).await.unwrap();
    go_on.notify_one();
    tokio::time::timeout(LIMIT, running).await.unwrap().unwrap();
    assert_eq!((runner.counters().claimed, runner.counters().finished), (1, 1));
}
