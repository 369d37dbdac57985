//! All SQL of queues.

use base::text;
use store::{Row, Tx, params, statements};

use super::Queue;
use crate::Error;

statements! {
    BY_ID = "SELECT id, name, key_prefix, team, reopen_days, position, created_at FROM work_queue WHERE id = $1";
    BY_NAME = "SELECT id, name, key_prefix, team, reopen_days, position, created_at
        FROM work_queue WHERE name_fold = $1";
    ALL = "SELECT id, name, key_prefix, team, reopen_days, position, created_at
        FROM work_queue ORDER BY position, id";
    INSERT = "INSERT INTO work_queue (id, name, name_fold, key_prefix, team, reopen_days, position, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    SAVE = "UPDATE work_queue SET name = $1, name_fold = $2, key_prefix = $3, team = $4, reopen_days = $5
        WHERE id = $6";
}

fn read(row: &Row) -> Result<Queue, store::Error> {
    Ok(Queue {
        id: row.get(0)?,
        name: row.get(1)?,
        key_prefix: row.get(2)?,
        team: row.get(3)?,
        reopen_days: row.get(4)?,
        position: row.get(5)?,
        created_at: row.get(6)?,
    })
}

/// The queue of that id.
pub(super) fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Queue>, Error> {
    Ok(tx.query_optional(BY_ID, params![id], read)?)
}

/// The queue of that name, whatever the case.
pub(super) fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Queue>, Error> {
    Ok(tx.query_optional(BY_NAME, params![text::fold(name)], read)?)
}

/// The id of the queue of that name.
pub(crate) fn id_by_name(tx: &mut Tx, name: &str) -> Result<Option<i64>, Error> {
    Ok(by_name(tx, name)?.map(|queue| queue.id))
}

/// Every queue in its place.
pub(super) fn all(tx: &mut Tx) -> Result<Vec<Queue>, Error> {
    Ok(tx.query(ALL, params![], read)?)
}

/// Writes a new queue.
pub(super) fn insert(tx: &mut Tx, queue: &Queue) -> Result<(), Error> {
    tx.execute(
        INSERT,
        params![
            queue.id,
            &queue.name,
            text::fold(&queue.name),
            &queue.key_prefix,
            queue.team,
            queue.reopen_days,
            queue.position,
            queue.created_at
        ],
    )?;
    Ok(())
}

/// Writes what can change.
pub(super) fn save(tx: &mut Tx, queue: &Queue) -> Result<(), Error> {
    tx.execute(
        SAVE,
        params![&queue.name, text::fold(&queue.name), &queue.key_prefix, queue.team, queue.reopen_days, queue.id],
    )?;
    Ok(())
}
