//! All SQL of watchers.

use store::{Tx, params, statements};

use crate::Error;

statements! {
    OF_ITEM = "SELECT person FROM work_watcher WHERE item = $1 ORDER BY created_at, person";
    OF_ITEMS = "SELECT w.item, w.person FROM work_watcher w WHERE w.item IN {list $1}";
    COUNT = "SELECT count(*) FROM work_watcher WHERE item = $1";
    INSERT = "INSERT INTO work_watcher (item, person, created_at) VALUES ($1, $2, $3)
        ON CONFLICT (item, person) DO NOTHING";
    DELETE = "DELETE FROM work_watcher WHERE item = $1 AND person = $2";
}

/// Who watches an item, the longest first.
pub(super) fn of_item(tx: &mut Tx, item: i64) -> Result<Vec<i64>, Error> {
    Ok(tx.query(OF_ITEM, params![item], |row| row.get(0))?)
}

/// Who watches which of these items, `(item, person)`; unscoped, for whoever decides what may be told to whom.
///
/// # Errors
/// When the query fails.
pub fn of_items(tx: &mut Tx, items: &[i64]) -> Result<Vec<(i64, i64)>, store::Error> {
    tx.query(OF_ITEMS, params![items.to_vec()], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// How many watch an item.
pub(super) fn count(tx: &mut Tx, item: i64) -> Result<i64, Error> {
    Ok(tx.query_one(COUNT, params![item], |row| row.get(0))?)
}

/// Adds a watcher; answers whether it is a new one.
pub(super) fn insert(tx: &mut Tx, item: i64, person: i64) -> Result<bool, Error> {
    let now = tx.now();
    Ok(tx.execute(INSERT, params![item, person, now])? == 1)
}

/// Takes a watcher away; answers whether it was one.
pub(super) fn delete(tx: &mut Tx, item: i64, person: i64) -> Result<bool, Error> {
    Ok(tx.execute(DELETE, params![item, person])? == 1)
}
