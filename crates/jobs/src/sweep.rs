//! Finished jobs are kept for an hour, for whoever looks, and then deleted in batches.

use std::time::Duration;

use store::{Error, Store, params};

use crate::table;

const KEPT: Duration = Duration::from_secs(3_600);
const AT_ONCE: i64 = 2_000;

/// Deletes one batch; true when more may follow.
pub(crate) async fn sweep(store: &Store) -> Result<bool, Error> {
    let before = store.world().now().minus(KEPT);
    let old: Vec<i64> =
        store.read(move |tx| tx.query(table::FINISHED_BEFORE, params![before, AT_ONCE], |row| row.get(0))).await?;
    if old.is_empty() {
        return Ok(false);
    }
    let is_full = old.len() >= usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    store.write(move |tx| tx.execute(table::DELETE_FINISHED, params![store::Value::List(old)])).await?;
    Ok(is_full)
}
