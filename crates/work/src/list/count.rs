//! Counts stop at a cap, so that a count never costs more than a page worth of index.

use base::Scope;
use query::Query;
use store::Tx;

use super::{
    compile::compile,
    condition::Condition,
    plan::{Plan, plan},
};
use crate::Error;

/// How many items match, at most `cap`. Full text is not looked at, as in [`items`](super::items).
///
/// # Errors
/// As [`items`](super::items).
pub fn count(tx: &mut Tx, scope: &Scope, query: &Query, cap: i64) -> Result<i64, Error> {
    match plan(tx, scope, query, None)? {
        Plan::Halves => counted(tx, scope, query, Plan::Halves, cap),
        Plan::Whole | Plan::Scattered => count_plainly(tx, scope, query, cap),
    }
}

/// As [`count`], without asking for a plan.
pub(super) fn count_plainly(tx: &mut Tx, scope: &Scope, query: &Query, cap: i64) -> Result<i64, Error> {
    counted(tx, scope, query, Plan::Whole, cap)
}

fn counted(tx: &mut Tx, scope: &Scope, query: &Query, plan: Plan, cap: i64) -> Result<i64, Error> {
    let mut statement = Condition::from("SELECT count(*) FROM (");
    for (number, half) in plan.halves().iter().enumerate() {
        statement.text(if number > 0 { " UNION ALL " } else { "" });
        statement.text("SELECT 1 FROM work_item i WHERE ");
        compile(&mut statement, tx, scope, query, *half)?;
    }
    statement.compare("", "LIMIT", cap.max(0));
    statement.text(") AS counted");
    Ok(tx.query_one(&statement.sql, &statement.values, |row| row.get(0))?)
}

/// The counts of several queries, for the views beside a list.
///
/// # Errors
/// As [`items`](super::items).
pub fn counts(tx: &mut Tx, scope: &Scope, queries: &[Query], cap: i64) -> Result<Vec<i64>, Error> {
    queries.iter().map(|query| count(tx, scope, query, cap)).collect()
}
