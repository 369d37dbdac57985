//! Every statement prepares on both databases and has the same columns.

use testkit::{Engine, TestStore};

use crate::house::parts;

#[test]
fn every_statement_prepares_on_both_databases() {
    let columns = |engine| {
        let test = TestStore::open(engine, &parts());
        let describe = |tx: &mut store::Tx<'_>| {
            let statements = work::part().statements;
            statements.iter().map(|one| Ok((one.name, tx.describe(one.sql)?))).collect::<Result<Vec<_>, store::Error>>()
        };
        test.store.read_blocking(describe).unwrap()
    };
    let sqlite = columns(Engine::Sqlite);
    assert!(sqlite.len() > 40);
    for (one, other) in sqlite.iter().zip(columns(Engine::Postgres)) {
        assert_eq!(one.0, other.0);
        assert_eq!(one.1.len(), other.1.len(), "{}", one.0);
    }
}
