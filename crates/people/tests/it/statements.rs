//! Every statement of this crate is understood by both engines.

use testkit::{TestStore, on_both};

#[test]
fn every_statement_prepares() {
    on_both(async |engine| {
        let test = TestStore::open(engine, &[store::part(), people::part()]);
        for statement in people::part().statements {
            let described = test.store.read(move |tx| tx.describe(statement.sql)).await;
            described.map_err(|error: store::Error| format!("{}: {error}", statement.name)).unwrap();
        }
    });
}
