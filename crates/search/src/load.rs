//! Reads what a document is made of, for many items in a few statements.

use std::collections::HashMap;

use base::{Timestamp, text};
use store::{Error, Row, Tx, params};

store::statements! {
    ITEMS = "
        SELECT id, kind, title, status_fold, category, active, waiting_on, impact, urgency, priority, tier, team,
            queue, assignee, requester, organization, visibility, channel, created_at, updated_at, due_at, solved_at,
            closed_at
        FROM work_item WHERE id IN {list $1} AND deleted_at IS NULL";
    // The keys of an item that became a part of another lead there.
    KEYS = "SELECT item, key FROM work_key WHERE item IN {list $1}
        UNION ALL SELECT i.merged_into, k.key FROM work_key k JOIN work_item i ON i.id = k.item
        WHERE i.merged_into IN {list $1}";
    TAGS = "SELECT item, tag FROM work_item_tag WHERE item IN {list $1}";
    WATCHERS = "SELECT item, person FROM work_watcher WHERE item IN {list $1}";
    // Of endless conversations the beginning and the latest part are searched.
    MESSAGES = "
        SELECT m.item, m.visibility, substr(m.text, 1, 20000) FROM work_message m
        JOIN work_item i ON i.id = m.item
        WHERE m.item IN {list $1} AND (m.position <= 20 OR m.position > i.message_count - 200)
        ORDER BY m.item, m.position";
    PAGE = "SELECT id FROM work_item WHERE id > $1 ORDER BY id LIMIT $2";
    COUNT = "SELECT CAST(count(*) AS BIGINT) FROM work_item";
}

/// What the index knows about one item.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Source {
    pub(crate) id: i64,
    pub(crate) kind: String,
    pub(crate) title: String,
    pub(crate) status: String,
    pub(crate) category: String,
    pub(crate) active: bool,
    pub(crate) waiting_on: Option<String>,
    pub(crate) impact: Option<i64>,
    pub(crate) urgency: Option<i64>,
    pub(crate) priority: i64,
    pub(crate) tier: Option<i64>,
    pub(crate) team: Option<i64>,
    pub(crate) queue: Option<i64>,
    pub(crate) assignee: Option<i64>,
    pub(crate) requester: Option<i64>,
    pub(crate) organization: Option<i64>,
    pub(crate) public: bool,
    pub(crate) channel: String,
    pub(crate) created: i64,
    pub(crate) updated: i64,
    pub(crate) due: Option<i64>,
    pub(crate) solved: Option<i64>,
    pub(crate) closed: Option<i64>,
    pub(crate) keys: Vec<String>,
    pub(crate) tags: Vec<i64>,
    pub(crate) watchers: Vec<i64>,
    /// The text of public messages.
    pub(crate) body: Vec<String>,
    /// The text of internal messages.
    pub(crate) notes: Vec<String>,
}

/// Loads items; those that are gone or in the recycle bin are missing from the answer.
pub(crate) fn sources(tx: &mut Tx<'_>, ids: &[i64]) -> Result<Vec<Source>, Error> {
    let items = tx.query(ITEMS, params![ids], source_of)?;
    let mut found: HashMap<i64, Source> = items.into_iter().map(|source| (source.id, source)).collect();
    for (item, key) in tx.query(KEYS, params![ids], |row| Ok((row.get(0)?, row.get::<String>(1)?)))? {
        with(&mut found, item, |source| source.keys.push(text::fold(&key)));
    }
    for (item, tag) in tx.query(TAGS, params![ids], |row| Ok((row.get(0)?, row.get(1)?)))? {
        with(&mut found, item, |source| source.tags.push(tag));
    }
    for (item, person) in tx.query(WATCHERS, params![ids], |row| Ok((row.get(0)?, row.get(1)?)))? {
        with(&mut found, item, |source| source.watchers.push(person));
    }
    let message = |row: &Row| Ok((row.get(0)?, row.get::<String>(1)?, row.get::<String>(2)?));
    for (item, visibility, text) in tx.query(MESSAGES, params![ids], message)? {
        with(&mut found, item, |source| {
            // Whatever is not clearly public counts as internal.
            if visibility == "public" { source.body.push(text) } else { source.notes.push(text) }
        });
    }
    Ok(found.into_values().collect())
}

fn with(found: &mut HashMap<i64, Source>, item: i64, change: impl FnOnce(&mut Source)) {
    if let Some(source) = found.get_mut(&item) {
        change(source);
    }
}

fn source_of(row: &Row) -> Result<Source, Error> {
    Ok(Source {
        id: row.get(0)?,
        kind: row.get(1)?,
        title: row.get(2)?,
        status: row.get(3)?,
        category: row.get(4)?,
        active: row.get(5)?,
        waiting_on: row.get(6)?,
        impact: row.get(7)?,
        urgency: row.get(8)?,
        priority: row.get(9)?,
        tier: row.get(10)?,
        team: row.get(11)?,
        queue: row.get(12)?,
        assignee: row.get(13)?,
        requester: row.get(14)?,
        organization: row.get(15)?,
        public: row.get::<String>(16)? == "public",
        channel: row.get(17)?,
        created: row.get::<Timestamp>(18)?.micros(),
        updated: row.get::<Timestamp>(19)?.micros(),
        due: row.get(20)?,
        solved: row.get(21)?,
        closed: row.get(22)?,
        ..Source::default()
    })
}

/// The next ids after `after`, for going over all items.
pub(crate) fn page(tx: &mut Tx<'_>, after: i64, count: i64) -> Result<Vec<i64>, Error> {
    tx.query(PAGE, params![after, count], |row| row.get(0))
}

/// How many items there are.
pub(crate) fn count(tx: &mut Tx<'_>) -> Result<i64, Error> {
    tx.query_one(COUNT, &[], |row| row.get(0))
}
