//! A database of any released version becomes one of this version, and a released step never changes.

use std::{fmt::Write as _, path::PathBuf};

use aftercare::modules;
use store::{Migration, OpenOptions, Part, Store, TableSchema};
use testkit::{TestStore, TestWorld, on_both};

/// Stands before each step in a file under `released/`.
const STEP: &str = "-- step: ";

fn folder() -> PathBuf {
    PathBuf::from("tests/it/released")
}

/// The steps of every released version, and of the one that comes next.
fn released() -> Vec<(String, Vec<Migration>)> {
    let files = std::fs::read_dir(folder()).expect("there are released schemas");
    let mut found: Vec<(String, Vec<Migration>)> = files
        .map(|entry| {
            let path = entry.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap().leak();
            let steps = text.split(STEP).skip(1).map(|step| {
                let (name, sql) = step.split_once('\n').expect("a step has a name and a text");
                Migration { name, sql }
            });
            (path.file_stem().unwrap().to_string_lossy().into_owned(), steps.collect())
        })
        .collect();
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found
}

fn schema(store: &Store) -> Vec<TableSchema> {
    let store = store.clone();
    std::thread::spawn(move || store.read_blocking(|tx| tx.schema()).unwrap()).join().unwrap()
}

fn reopen(url: &str, world: &TestWorld) -> Result<Store, store::Error> {
    let (url, world) = (url.to_owned(), world.world.clone());
    let open = move || Store::open(&OpenOptions { url, world, readers: 1, migrations: modules::migrations() });
    std::thread::spawn(open).join().unwrap()
}

#[test]
fn every_released_schema_becomes_the_present_one() {
    on_both(async |engine| {
        let present = TestStore::open(engine, &[Part { migrations: modules::migrations(), statements: Vec::new() }]);
        for (version, migrations) in released() {
            let old = TestStore::open(engine, &[Part { migrations, statements: Vec::new() }]);
            let opened = reopen(&old.url, &old.world);
            let opened = opened.unwrap_or_else(|error| {
                panic!("{version}: {error}. Before its release, write the schema down anew: cargo test -p aftercare --test it -- --ignored write_the_schema")
            });
            assert_eq!(schema(&opened), schema(&present.store), "{version}");
        }
    });
}

#[test]
fn opening_twice_changes_nothing() {
    on_both(async |engine| {
        let first = TestStore::open(engine, &[Part { migrations: modules::migrations(), statements: Vec::new() }]);
        let before = schema(&first.store);
        let second = reopen(&first.url, &first.world).unwrap();
        assert_eq!(schema(&second), before);
    });
}

#[test]
fn a_database_of_a_newer_version_is_left_alone() {
    on_both(async |engine| {
        let mut migrations = modules::migrations();
        migrations
            .push(Migration { name: "desk_9999_future", sql: "CREATE TABLE desk_future (id BIGINT PRIMARY KEY)" });
        let newer = TestStore::open(engine, &[Part { migrations, statements: Vec::new() }]);
        let refused = reopen(&newer.url, &newer.world).map(drop).unwrap_err().to_string();
        assert!(refused.contains("newer version") && refused.contains("desk_9999_future"), "{refused}");
    });
}

#[test]
#[ignore = "writes the schema of the version being prepared; run it when that is meant"]
fn write_the_schema_of_this_version_down() {
    let mut text = String::new();
    for Migration { name, sql } in modules::migrations() {
        write!(text, "{STEP}{name}\n{}\n", sql.trim_end()).unwrap();
    }
    std::fs::create_dir_all(folder()).unwrap();
    std::fs::write(folder().join(concat!(env!("CARGO_PKG_VERSION"), ".sql")), text).unwrap();
}
