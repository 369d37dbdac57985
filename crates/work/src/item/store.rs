//! All SQL of the item itself and of its keys.

use base::{Role, Timestamp, text};
use store::{Row, Tx, params, statements};

use super::Item;
use crate::stored::word;
use crate::{Category, Channel, Error, Kind, Visibility, WaitingOn};

statements! {
    BY_ID = "SELECT id, key, kind, title, status, category, waiting_on, impact, urgency, priority, tier, team, queue,
            assignee, requester, organization, contract_line, asset, parent, fix_release, due_at, rank, visibility,
            channel, version, message_count, created_at, updated_at, first_response_at, solved_at, closed_at,
            deleted_at, data, merged_into
        FROM work_item WHERE id = $1";
    INSERT = "INSERT INTO work_item (id, key, kind, title, title_fold, status, status_fold, category, active,
            waiting_on, impact, urgency, priority, tier, team, queue, assignee, requester, organization,
            contract_line, asset, parent, fix_release, due_at, rank, visibility, channel, version, message_count,
            created_at, updated_at, first_response_at, solved_at, closed_at, deleted_at, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
            $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36)";
    SAVE = "UPDATE work_item SET kind = $3, title = $4, title_fold = $5, status = $6, status_fold = $7,
            category = $8, active = $9, waiting_on = $10, impact = $11, urgency = $12, priority = $13, tier = $14,
            team = $15, queue = $16, assignee = $17, requester = $18, organization = $19, contract_line = $20,
            asset = $21, parent = $22, fix_release = $23, due_at = $24, rank = $25, visibility = $26, version = $27,
            message_count = $28, updated_at = $29, first_response_at = $30, solved_at = $31, closed_at = $32,
            deleted_at = $33, data = $34, merged_into = $35
        WHERE id = $1 AND version = $2";
    SAVE_MESSAGE = "UPDATE work_item SET version = $3, message_count = $4, updated_at = $5, first_response_at = $6
        WHERE id = $1 AND version = $2";
    // Writes nothing, but whoever else wants to change the row waits from here on.
    HOLD = "UPDATE work_item SET version = version WHERE id = $1";
    VERSION = "SELECT version FROM work_item WHERE id = $1";
    NEXT_NUMBER = "INSERT INTO work_key_counter (prefix, last) VALUES ($1, 1)
        ON CONFLICT (prefix) DO UPDATE SET last = work_key_counter.last + 1 RETURNING last";
    RAISE_NUMBER = "INSERT INTO work_key_counter (prefix, last) VALUES ($1, $2)
        ON CONFLICT (prefix) DO UPDATE SET last = excluded.last WHERE work_key_counter.last < excluded.last";
    KEY_TAKEN = "SELECT item FROM work_key WHERE key = $1";
    INSERT_KEY = "INSERT INTO work_key (key, item) VALUES ($1, $2) ON CONFLICT (key) DO NOTHING";
    WATCHES = "SELECT 1 FROM work_watcher WHERE item = $1 AND person = $2";
    PERSON = "SELECT role, organization, disabled FROM people_person WHERE id = $1";
}

/// Reads one item, whoever asks.
pub(crate) fn by_id(tx: &mut Tx, id: i64) -> Result<Option<Item>, Error> {
    Ok(tx.query_optional(BY_ID, params![id], read)?)
}

fn read(row: &Row) -> Result<Item, store::Error> {
    let waiting_on: Option<String> = row.get(6)?;
    Ok(Item {
        id: row.get(0)?,
        key: row.get(1)?,
        kind: word(row, 2, Kind::parse)?,
        title: row.get(3)?,
        status: row.get(4)?,
        category: word(row, 5, Category::parse)?,
        waiting_on: waiting_on.as_deref().and_then(|name| WaitingOn::parse(name).ok()),
        impact: row.get(7)?,
        urgency: row.get(8)?,
        priority: row.get(9)?,
        tier: row.get(10)?,
        team: row.get(11)?,
        queue: row.get(12)?,
        assignee: row.get(13)?,
        requester: row.get(14)?,
        organization: row.get(15)?,
        contract_line: row.get(16)?,
        asset: row.get(17)?,
        parent: row.get(18)?,
        fix_release: row.get(19)?,
        due_at: row.get(20)?,
        rank: row.get(21)?,
        visibility: word(row, 22, Visibility::parse)?,
        channel: word(row, 23, Channel::parse)?,
        version: row.get(24)?,
        message_count: row.get(25)?,
        created_at: row.get(26)?,
        updated_at: row.get(27)?,
        first_response_at: row.get(28)?,
        solved_at: row.get(29)?,
        closed_at: row.get(30)?,
        deleted_at: row.get(31)?,
        data: data(&row.get::<String>(32)?)?,
        merged_into: row.get(33)?,
    })
}

fn data(text: &str) -> Result<serde_json::Value, store::Error> {
    serde_json::from_str(text).map_err(|error| store::Error::Mismatch(format!("work_item.data: {error}")))
}

/// Writes a new item.
pub(super) fn insert(tx: &mut Tx, item: &Item) -> Result<(), Error> {
    tx.execute(
        INSERT,
        params![
            item.id,
            &item.key,
            item.kind.as_str(),
            &item.title,
            text::fold(&item.title),
            &item.status,
            text::fold(&item.status),
            item.category.as_str(),
            item.is_active(),
            item.waiting_on.map(WaitingOn::as_str),
            item.impact,
            item.urgency,
            item.priority,
            item.tier,
            item.team,
            item.queue,
            item.assignee,
            item.requester,
            item.organization,
            item.contract_line,
            item.asset,
            item.parent,
            item.fix_release,
            item.due_at,
            &item.rank,
            item.visibility.as_str(),
            item.channel.as_str(),
            item.version,
            item.message_count,
            item.created_at,
            item.updated_at,
            item.first_response_at,
            item.solved_at,
            item.closed_at,
            item.deleted_at,
            item.data.to_string(),
        ],
    )?;
    Ok(())
}

/// Writes every field that can change, if the item still has `version`; answers whether it had.
pub(super) fn save(tx: &mut Tx, version: i64, item: &Item) -> Result<bool, Error> {
    let rows = tx.execute(
        SAVE,
        params![
            item.id,
            version,
            item.kind.as_str(),
            &item.title,
            text::fold(&item.title),
            &item.status,
            text::fold(&item.status),
            item.category.as_str(),
            item.is_active(),
            item.waiting_on.map(WaitingOn::as_str),
            item.impact,
            item.urgency,
            item.priority,
            item.tier,
            item.team,
            item.queue,
            item.assignee,
            item.requester,
            item.organization,
            item.contract_line,
            item.asset,
            item.parent,
            item.fix_release,
            item.due_at,
            &item.rank,
            item.visibility.as_str(),
            item.version,
            item.message_count,
            item.updated_at,
            item.first_response_at,
            item.solved_at,
            item.closed_at,
            item.deleted_at,
            item.data.to_string(),
            item.merged_into,
        ],
    )?;
    Ok(rows == 1)
}

/// As [`save`], but writes only what a message changes: fewer indexes move.
pub(super) fn save_message(tx: &mut Tx, version: i64, item: &Item) -> Result<bool, Error> {
    let parameters =
        params![item.id, version, item.version, item.message_count, item.updated_at, item.first_response_at];
    Ok(tx.execute(SAVE_MESSAGE, parameters)? == 1)
}

/// Keeps everybody else from changing two items until this transaction ends; always in the same order, so that nobody
/// waits for each other.
pub(crate) fn hold(tx: &mut Tx, one: i64, other: i64) -> Result<(), Error> {
    tx.execute(HOLD, params![one.min(other)])?;
    tx.execute(HOLD, params![one.max(other)])?;
    Ok(())
}

/// The version an item has now.
pub(super) fn version(tx: &mut Tx, id: i64) -> Result<i64, Error> {
    tx.query_optional(VERSION, params![id], |row| row.get(0))?.ok_or(Error::NotFound)
}

/// The next number of a key prefix. On PostgreSQL others with the same prefix wait until this transaction ends.
pub(super) fn next_number(tx: &mut Tx, prefix: &str) -> Result<i64, Error> {
    Ok(tx.query_one(NEXT_NUMBER, params![prefix], |row| row.get(0))?)
}

/// Makes sure that the counter will not give `number` or less again.
pub(super) fn raise_number(tx: &mut Tx, prefix: &str, number: i64) -> Result<(), Error> {
    tx.execute(RAISE_NUMBER, params![prefix, number])?;
    Ok(())
}

/// The item that a key leads to.
pub(crate) fn item_of_key(tx: &mut Tx, key: &str) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(KEY_TAKEN, params![key], |row| row.get(0))?)
}

/// Ties a key to an item for ever; answers whether the key was free.
pub(super) fn insert_key(tx: &mut Tx, key: &str, item: i64) -> Result<bool, Error> {
    Ok(tx.execute(INSERT_KEY, params![key, item])? == 1)
}

/// Whether a person follows an item.
pub(super) fn watches(tx: &mut Tx, item: i64, person: i64) -> Result<bool, Error> {
    Ok(tx.query_optional(WATCHES, params![item, person], |row| row.get::<i64>(0))?.is_some())
}

/// What a verb must know of a person.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Known {
    /// What they may do.
    pub role: Role,
    /// Where they belong.
    pub organization: Option<i64>,
    /// They can no longer sign in.
    pub disabled: bool,
}

/// A person that a verb names.
pub(crate) fn person(tx: &mut Tx, id: i64) -> Result<Option<Known>, Error> {
    Ok(tx.query_optional(PERSON, params![id], |row| {
        Ok(Known { role: word(row, 0, Role::parse)?, organization: row.get(1)?, disabled: row.get(2)? })
    })?)
}

/// The later of the two instants: time never runs backwards on an item.
pub(super) fn later(one: Timestamp, other: Timestamp) -> Timestamp {
    one.max(other)
}
