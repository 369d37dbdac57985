//! An installation moves from one engine to the other and back without losing a row.

use store::{Engine, Store, copy_store, event_log};

use crate::engines::{add, open};

fn fill(store: &Store) {
    for number in 0..1_200 {
        add(store, &format!("thing {number}")).unwrap();
    }
    store
        .write_blocking(|tx| {
            tx.execute(
                "UPDATE test_thing SET parent = (SELECT MAX(id) FROM test_thing), done = true, raw = $1",
                store::params![vec![7_u8]],
            )
        })
        .unwrap();
}

fn compare(from: &Store, to: &Store) {
    copy_store(from, to, |_| {}).unwrap();
    let read = |store: &Store| {
        store
            .read_blocking(|tx| {
                let things =
                    tx.query("SELECT id, name, done, raw, parent FROM test_thing ORDER BY id", &[], |row| {
                        Ok((
                            row.get::<i64>(0)?,
                            row.get::<String>(1)?,
                            row.get::<bool>(2)?,
                            row.get::<Vec<u8>>(3)?,
                            row.get::<Option<i64>>(4)?,
                        ))
                    })?;
                Ok::<_, store::Error>((things, event_log::after(tx, 0, 2_000)?))
            })
            .unwrap()
    };
    let (things, events) = read(from);
    assert_eq!(things.len(), 1_200);
    assert_eq!((things.clone(), events), read(to));
    let fresh = add(to, "fresh").unwrap();
    assert!(things.iter().all(|thing| thing.0 != fresh));
    assert!(copy_store(from, to, |_| {}).is_err(), "a used target is refused");
}

#[test]
fn a_store_is_copied_within_sqlite() {
    let from = open(Engine::Sqlite);
    fill(&from.store);
    compare(&from.store, &open(Engine::Sqlite).store);
}

#[test]
fn a_store_moves_to_postgresql_and_back() {
    let from = open(Engine::Sqlite);
    fill(&from.store);
    let moved = open(Engine::Postgres);
    compare(&from.store, &moved.store);
    moved.store.write_blocking(|tx| tx.execute("DELETE FROM test_thing WHERE name = 'fresh'", &[])).unwrap();
    let numbered = moved.store.event_signal();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut numbered = numbered;
    runtime.block_on(numbered.wait_for(|number| *number > 1_200)).unwrap();
    moved.store.write_blocking(|tx| tx.execute("DELETE FROM store_event WHERE number > 1200", &[])).unwrap();
    compare(&moved.store, &open(Engine::Sqlite).store);
    compare_again(&moved.store, &open(Engine::Postgres).store);
}

fn compare_again(from: &Store, to: &Store) {
    copy_store(from, to, |_| {}).unwrap();
}
