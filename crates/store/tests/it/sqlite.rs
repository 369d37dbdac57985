//! What is special about the embedded default.

use base::World;
use store::{Error, FolderLock, OpenOptions, Store};

use crate::engines::{TABLES, add};

fn open(folder: &std::path::Path) -> Store {
    let url = format!("sqlite:{}", folder.join("test.db").display());
    let migrations = [store::part().migrations, vec![TABLES]].concat();
    Store::open(&OpenOptions { url, world: World::system(), readers: 2, migrations }).unwrap()
}

#[test]
fn ids_and_numbers_go_on_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let first = add(&store, "first").unwrap();
    drop(store);
    let store = open(folder.path());
    let second = add(&store, "second").unwrap();
    assert!(second > first);
    assert!(second < first + 100, "a clean restart wastes no block of ids");
    let numbers = store.read_blocking(|tx| store::event_log::after(tx, 0, 10)).unwrap();
    assert_eq!(numbers.iter().map(|event| event.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
}

#[test]
fn the_log_starts_over_when_it_has_grown() {
    let folder = tempfile::tempdir().unwrap();
    let store = open(folder.path());
    let big = "x".repeat(1 << 20);
    for number in 0..90 {
        add(&store, &format!("{number}{big}")).unwrap();
    }
    let size = std::fs::metadata(folder.path().join("test.db-wal")).unwrap().len();
    assert!(size < 80 << 20, "the log holds {size} bytes");
}

#[test]
fn a_data_folder_has_one_owner() {
    let folder = tempfile::tempdir().unwrap();
    let lock = FolderLock::take(folder.path()).unwrap();
    assert!(matches!(FolderLock::take(folder.path()), Err(Error::Locked(_))));
    drop(lock);
    FolderLock::take(folder.path()).unwrap();
}
