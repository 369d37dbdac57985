//! Where a query has full text, the search index says which items it found; the fields are checked here.

use base::{Page, Scope};
use query::Query;
use store::Tx;

use super::{Ask, ItemRow, compile::compile, condition::Condition, items::page};
use crate::Error;

/// How many ids are compared in one statement.
const CHUNK: usize = 10_000;

/// As [`items`](super::items), of these ids alone: in the query's order.
///
/// # Errors
/// As [`items`](super::items).
pub fn items_among(tx: &mut Tx, scope: &Scope, query: &Query, ids: &[i64], ask: &Ask) -> Result<Page<ItemRow>, Error> {
    page(tx, scope, query, ask, Some(ids))
}

/// Those of the ids that match the fields of a query and may be seen, in the order given: for results by rank.
///
/// # Errors
/// As [`items`](super::items).
pub fn matching(tx: &mut Tx, scope: &Scope, query: &Query, ids: &[i64]) -> Result<Vec<i64>, Error> {
    let mut kept = std::collections::HashSet::with_capacity(ids.len());
    for chunk in ids.chunks(CHUNK) {
        let mut statement = Condition::from("SELECT i.id FROM work_item i WHERE ");
        compile(&mut statement, tx, scope, query, None)?;
        statement.text(" AND i.id");
        statement.ids(chunk.to_vec());
        kept.extend(tx.query(&statement.sql, &statement.values, |row| row.get::<i64>(0))?);
    }
    Ok(ids.iter().copied().filter(|id| kept.contains(id)).collect())
}
