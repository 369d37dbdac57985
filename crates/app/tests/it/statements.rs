//! Every statement of the product is one that both databases understand in the same way.

use std::collections::BTreeMap;

use aftercare::modules;
use store::{Part, Store};
use testkit::{Engine, TestStore};

fn open(engine: Engine) -> TestStore {
    TestStore::open(engine, &[Part { migrations: modules::migrations(), statements: Vec::new() }])
}

/// The names of the columns of every statement.
fn described(store: &Store) -> BTreeMap<&'static str, Vec<String>> {
    let describe = store.read_blocking(|tx| {
        let mut columns = BTreeMap::new();
        for statement in modules::statements() {
            let found = tx.describe(statement.sql);
            let found = found.unwrap_or_else(|error| panic!("{} on {:?}: {error}", statement.name, tx.engine()));
            columns.insert(statement.name, found);
        }
        Ok::<_, store::Error>(columns)
    });
    describe.unwrap()
}

#[test]
fn every_statement_means_the_same_on_both_databases() {
    let (sqlite, postgres) = (open(Engine::Sqlite), open(Engine::Postgres));
    let (on_sqlite, on_postgres) = (described(&sqlite.store), described(&postgres.store));
    assert!(on_sqlite.len() > 100, "the registers are empty: {}", on_sqlite.len());
    for (name, columns) in on_sqlite {
        let others = &on_postgres[name];
        assert_eq!(columns.len(), others.len(), "{name}: {columns:?} and {others:?}");
        for (one, other) in columns.iter().zip(others) {
            // A column that is an expression without a name is called differently; it is read by its place.
            let is_named = |text: &str| {
                text.starts_with(|sign: char| sign.is_ascii_lowercase())
                    && text.chars().all(|sign| sign.is_ascii_alphanumeric() || sign == '_')
            };
            assert!(one == other || !is_named(one), "{name}: {columns:?} and {others:?}");
        }
    }
}

#[test]
fn the_live_schemas_are_the_same_on_both_databases() {
    let (sqlite, postgres) = (open(Engine::Sqlite), open(Engine::Postgres));
    let schema = |store: &Store| store.read_blocking(|tx| tx.schema()).unwrap();
    let (on_sqlite, on_postgres) = (schema(&sqlite.store), schema(&postgres.store));
    assert!(on_sqlite.len() > 20);
    let names = |tables: &[store::TableSchema]| tables.iter().map(|table| table.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&on_sqlite), names(&on_postgres));
    for (one, other) in on_sqlite.iter().zip(&on_postgres) {
        assert_eq!(one, other, "{}", one.name);
    }
}
