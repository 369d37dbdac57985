//! Every statement is prepared on both databases.

use testkit::{TestStore, on_both};

#[test]
fn every_statement_fits_both_schemas() {
    on_both(async |engine| {
        let test = TestStore::open(engine, &[store::part(), web::part()]);
        for statement in web::part().statements {
            let prepared = test.store.read(move |tx| tx.describe(statement.sql)).await;
            assert!(prepared.is_ok(), "{} on {engine:?}: {prepared:?}", statement.name);
        }
    });
}
