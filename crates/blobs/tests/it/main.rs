//! Files are stored once, durable, checked on reading, and nothing half-written is ever found.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use std::{fs, path::Path, sync::Arc, time::Duration};

use base::{ManualClock, SeededRandom, SystemClock, SystemRandom, Timestamp, World};
use blobs::{Blobs, Digest, Error};
use proptest::prelude::*;

fn opened(folder: &Path) -> Blobs {
    Blobs::open(folder, World::system()).unwrap()
}

fn path_of(folder: &Path, digest: &Digest) -> std::path::PathBuf {
    let name = digest.as_str();
    folder.join(&name[..2]).join(name)
}

fn files_under(folder: &Path) -> usize {
    fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| if path.is_dir() { files_under(&path) } else { 1 })
        .sum()
}

#[tokio::test]
async fn what_is_stored_comes_back_and_is_stored_once() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    let first = blobs.put(b"Hello".to_vec()).await.unwrap();
    let second = blobs.put(b"Hello".to_vec()).await.unwrap();
    assert_eq!(first, second);
    assert_eq!(files_under(folder.path()), 1);
    assert_eq!(blobs.get(&first).await.unwrap(), b"Hello");
    assert_eq!(blobs.size_blocking(&first).unwrap(), Some(5));
    assert!(path_of(folder.path(), &first).is_file());
}

#[tokio::test]
async fn many_writers_of_the_same_bytes_do_not_disturb_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    let puts = (0..64).map(|index| {
        let blobs = blobs.clone();
        base::tasks::spawn("put", async move { blobs.put(vec![u8::try_from(index % 4).unwrap(); 10_000]).await })
    });
    for put in puts.collect::<Vec<_>>() {
        put.await.unwrap().unwrap();
    }
    assert_eq!(files_under(folder.path()), 4);
}

#[tokio::test]
async fn damaged_bytes_are_an_error_and_storing_them_again_mends_a_cut_file() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    let digest = blobs.put(b"contract".to_vec()).await.unwrap();
    fs::write(path_of(folder.path(), &digest), b"contracT").unwrap();
    assert!(matches!(blobs.get(&digest).await, Err(Error::Damaged(_))));
    fs::write(path_of(folder.path(), &digest), b"cont").unwrap();
    assert!(matches!(blobs.get(&digest).await, Err(Error::Damaged(_))));
    blobs.put(b"contract".to_vec()).await.unwrap();
    assert_eq!(blobs.get(&digest).await.unwrap(), b"contract");
}

#[tokio::test]
async fn removing_says_whether_something_was_there() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    let digest = blobs.put(b"x".to_vec()).await.unwrap();
    assert!(blobs.remove(&digest).await.unwrap());
    assert!(!blobs.remove(&digest).await.unwrap());
    assert!(matches!(blobs.get(&digest).await, Err(Error::NotFound(_))));
    assert!(matches!(blobs.open_read(&digest).await, Err(Error::NotFound(_))));
}

#[tokio::test]
async fn too_many_bytes_are_refused_and_leave_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    let bytes = vec![0; usize::try_from(blobs::MAX_SIZE).unwrap() + 1];
    assert!(matches!(blobs.put(bytes).await, Err(Error::TooLarge { .. })));
    assert_eq!(files_under(folder.path()), 0);
}

#[test]
fn a_sweep_takes_old_leftovers_and_spares_what_is_being_written() {
    let folder = tempfile::tempdir().unwrap();
    let real = SystemRandom;
    let clock = Arc::new(ManualClock::new(base::Clock::now(&SystemClock)));
    let blobs = Blobs::open(folder.path(), World { clock: clock.clone(), random: Arc::new(real) }).unwrap();
    fs::write(folder.path().join("incoming/half"), b"ha").unwrap();
    assert_eq!(blobs.sweep(Duration::from_secs(3_600)).unwrap(), 0);
    clock.advance(Duration::from_secs(7_200));
    assert_eq!(blobs.sweep(Duration::from_secs(3_600)).unwrap(), 1);
    assert_eq!(files_under(folder.path()), 0);
}

#[test]
fn a_failed_write_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let blobs = opened(folder.path());
    // A file where the first folder has to be: the rename cannot happen.
    let digest = Digest::of(b"text");
    fs::write(folder.path().join(&digest.as_str()[..2]), b"in the way").unwrap();
    assert!(matches!(blobs.put_blocking(b"text"), Err(Error::Disk { .. })));
    assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]
    #[test]
    fn every_content_survives(bytes in proptest::collection::vec(any::<u8>(), 0..4_000)) {
        let folder = tempfile::tempdir().unwrap();
        let world = World { clock: Arc::new(ManualClock::new(Timestamp(0))), random: Arc::new(SeededRandom::new(1)) };
        let blobs = Blobs::open(folder.path(), world).unwrap();
        let digest = blobs.put_blocking(&bytes).unwrap();
        prop_assert_eq!(blobs.get_blocking(&digest).unwrap(), bytes);
    }
}

/// Run by hand: `cargo test -p blobs --release -- --ignored --nocapture`.
#[tokio::test(flavor = "multi_thread")]
#[ignore = "a measurement"]
async fn measure_small_files() {
    let folder = tempfile::tempdir_in(".").unwrap();
    let blobs = opened(folder.path());
    let started = tokio::time::Instant::now();
    let puts = (0..32_usize).map(|writer| {
        let blobs = blobs.clone();
        base::tasks::spawn("put", async move {
            for index in 0..100_usize {
                blobs.put(format!("{writer}/{index} {}", "x".repeat(4_000)).into_bytes()).await.unwrap();
            }
        })
    });
    for put in puts.collect::<Vec<_>>() {
        put.await.unwrap();
    }
    println!("{:.0} files per second", 3_200.0 / started.elapsed().as_secs_f64());
}
