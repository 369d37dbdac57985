//! How many trivial jobs a second go through on SQLite with every commit on the disk.
//!
//! Run by hand: `cargo test -p jobs --release -- --ignored --nocapture`.

use std::{sync::Arc, time::Duration};

use base::World;
use jobs::{Options, Registration, Run, Runner};
use store::{OpenOptions, Store};
use tokio_util::sync::CancellationToken;

use crate::support::{PLAIN, migrations, number};

const JOBS: i64 = 20_000;

#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn measure_jobs_per_second() {
    let folder = tempfile::tempdir_in(".").unwrap();
    let url = format!("sqlite:{}", folder.path().join("test.db").display());
    let options = OpenOptions { url, world: World::system(), readers: 2, migrations: migrations() };
    let store = Arc::new(Store::open(&options).unwrap());
    store
        .write(|tx| {
            (0..JOBS).try_for_each(|value| jobs::enqueue(tx, &PLAIN, &number(value), Options::default()).map(drop))
        })
        .await
        .map_err(|error: store::Error| error)
        .unwrap();
    let registration =
        Registration::new(PLAIN, |run: Run| async move { run.commit(|_| Ok::<_, anyhow::Error>(())).await });
    let runner = Runner::new((*store).clone(), vec![registration], vec![], vec![]);
    let stop = CancellationToken::new();
    let started = tokio::time::Instant::now();
    let running = runner.start(stop.clone());
    while runner.counters().finished < u64::try_from(JOBS).unwrap() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    let seconds = started.elapsed().as_secs_f64();
    println!("{:.0} jobs per second", f64::from(i32::try_from(JOBS).unwrap()) / seconds);
    stop.cancel();
    running.await.unwrap();
}
