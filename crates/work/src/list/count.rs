//! Counts stop at a cap, so that a count never costs more than a page worth of index.

use base::Scope;
use query::Query;
use store::Tx;

use super::{compile::compile, condition::Condition, plan::plan};
use crate::Error;

/// How many items match, at most `cap`. Full text is not looked at, as in [`items`](super::items).
///
/// # Errors
/// As [`items`](super::items).
pub fn count(tx: &mut Tx, scope: &Scope, query: &Query, cap: i64) -> Result<i64, Error> {
    let mut counted = 0;
    for half in plan(tx, scope, query, None)?.halves() {
        counted += count_half(tx, scope, query, *half, cap - counted)?;
    }
    Ok(counted)
}

/// As [`count`], of one half or of the whole, without asking for a plan.
pub(super) fn count_half(
    tx: &mut Tx,
    scope: &Scope,
    query: &Query,
    half: Option<bool>,
    cap: i64,
) -> Result<i64, Error> {
    let mut statement = Condition::from("SELECT count(*) FROM (SELECT 1 FROM work_item i WHERE ");
    compile(&mut statement, tx, scope, query, half)?;
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
