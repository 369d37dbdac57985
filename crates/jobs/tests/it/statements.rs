//! Every statement is understood by the database, with the parameters in ascending order.

use crate::support::Bench;

#[tokio::test(flavor = "multi_thread")]
async fn every_statement_can_be_prepared() {
    let bench = Bench::new();
    for statement in jobs::part().statements {
        let described = bench.store.read(move |tx| tx.describe(statement.sql)).await;
        assert!(described.is_ok(), "{}: {described:?}", statement.name);
    }
}
