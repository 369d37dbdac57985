//! Every statement is understood by the database, with the parameters in ascending order.

use testkit::on_both;

use crate::support::Bench;

#[test]
fn every_statement_can_be_prepared() {
    on_both(async |engine| {
        let bench = Bench::new(engine);
        for statement in jobs::part().statements {
            let described = bench.store.read(move |tx| tx.describe(statement.sql)).await;
            assert!(described.is_ok(), "{}: {described:?}", statement.name);
        }
    });
}
