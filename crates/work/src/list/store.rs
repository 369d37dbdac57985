//! The fixed SQL of lists: rows with the names of what they refer to.

use store::{Row, Tx, Value, params, statements};

use super::ItemRow;
use crate::stored::word;
use crate::{Category, Channel, Error, Kind, Visibility, WaitingOn};

/// The columns and joins of a row; ends in `WHERE`.
macro_rules! rows_where {
    ($condition:literal) => {
        concat!(
            "SELECT i.id, i.key, i.kind, i.title, i.status, i.category, i.waiting_on, i.priority, i.tier,
                i.queue, q.name, i.team, t.name, i.assignee, a.name, i.requester, r.name, i.organization, o.name,
                i.visibility, i.channel, i.version, i.message_count, i.created_at, i.updated_at, i.due_at,
                i.solved_at, i.closed_at
            FROM work_item i
            LEFT JOIN work_queue q ON q.id = i.queue
            LEFT JOIN people_team t ON t.id = i.team
            LEFT JOIN people_person a ON a.id = i.assignee
            LEFT JOIN people_person r ON r.id = i.requester
            LEFT JOIN people_organization o ON o.id = i.organization
            WHERE ",
            $condition
        )
    };
}

statements! {
    ROWS = rows_where!("i.id IN {list $1} AND i.deleted_at IS NULL");
    OWN_ROWS = rows_where!("i.id IN {list $1} AND i.deleted_at IS NULL AND i.visibility = 'public'
        AND (i.requester = $2 OR i.organization IN {list $3}
            OR i.id IN (SELECT w.item FROM work_watcher w WHERE w.person = $2))");
    DELETED_ROWS = rows_where!("i.id IN {list $1} AND i.deleted_at IS NOT NULL");
    DELETED = "SELECT deleted_at, id FROM work_item
        WHERE deleted_at IS NOT NULL AND merged_into IS NULL AND (deleted_at, id) < ($1, $2)
        ORDER BY deleted_at DESC, id DESC LIMIT $3";
}

fn read(row: &Row) -> Result<ItemRow, store::Error> {
    let waiting_on: Option<String> = row.get(6)?;
    Ok(ItemRow {
        id: row.get(0)?,
        key: row.get(1)?,
        kind: word(row, 2, Kind::parse)?,
        title: row.get(3)?,
        status: row.get(4)?,
        category: word(row, 5, Category::parse)?,
        waiting_on: waiting_on.as_deref().and_then(|name| WaitingOn::parse(name).ok()),
        priority: row.get(7)?,
        tier: row.get(8)?,
        queue: row.get(9)?,
        queue_name: row.get(10)?,
        team: row.get(11)?,
        team_name: row.get(12)?,
        assignee: row.get(13)?,
        assignee_name: row.get(14)?,
        requester: row.get(15)?,
        requester_name: row.get(16)?,
        organization: row.get(17)?,
        organization_name: row.get(18)?,
        visibility: word(row, 19, Visibility::parse)?,
        channel: word(row, 20, Channel::parse)?,
        version: row.get(21)?,
        message_count: row.get(22)?,
        created_at: row.get(23)?,
        updated_at: row.get(24)?,
        due_at: row.get(25)?,
        solved_at: row.get(26)?,
        closed_at: row.get(27)?,
        tags: Vec::new(),
    })
}

/// Rows for staff.
pub(super) fn rows(tx: &mut Tx, ids: &[i64]) -> Result<Vec<ItemRow>, Error> {
    Ok(tx.query(ROWS, &[Value::from(ids)], read)?)
}

/// Rows that a customer may see.
pub(super) fn own_rows(tx: &mut Tx, ids: &[i64], person: i64, organizations: &[i64]) -> Result<Vec<ItemRow>, Error> {
    Ok(tx.query(OWN_ROWS, params![ids, person, organizations], read)?)
}

/// Rows from the recycle bin.
pub(super) fn deleted_rows(tx: &mut Tx, ids: &[i64]) -> Result<Vec<ItemRow>, Error> {
    Ok(tx.query(DELETED_ROWS, &[Value::from(ids)], read)?)
}

/// Deletion instants and ids, the latest first, after a place.
pub(super) fn deleted(tx: &mut Tx, (at, id): (i64, i64), most: i64) -> Result<Vec<(i64, i64)>, Error> {
    Ok(tx.query(DELETED, params![at, id, most], |row| Ok((row.get(0)?, row.get(1)?)))?)
}
