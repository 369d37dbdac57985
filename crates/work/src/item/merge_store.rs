//! All SQL of merges.

use base::Timestamp;
use serde::{Deserialize, Serialize};
use store::{Row, Tx, params, statements};

use crate::{Error, LinkKind};

statements! {
    MERGED_INTO = "SELECT merged_into FROM work_item WHERE id = $1";
    INSERT = "INSERT INTO work_merge (id, source, target, places_after, places, gathered, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    STANDING = "SELECT id, source, target, places_after, places, gathered FROM work_merge
        WHERE source = $1 AND undone_at IS NULL";
    UNDO = "UPDATE work_merge SET undone_at = $1 WHERE id = $2 AND undone_at IS NULL";
    INTO = "SELECT i.id, i.key, i.title, m.at FROM work_merge m JOIN work_item i ON i.id = m.source
        WHERE m.target = $1 AND m.undone_at IS NULL ORDER BY m.id";
}

/// An item that became a part of another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Merged {
    /// The item itself.
    pub item: i64,
    /// Its key, which leads to the other now.
    pub key: String,
    /// Its title.
    pub title: String,
    /// When it was merged.
    pub at: Timestamp,
}

/// What the target of a merge did not have before.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(super) struct Gathered {
    pub watchers: Vec<i64>,
    pub tags: Vec<String>,
    /// Each with its direction, seen from the target, and the item at its other end.
    pub links: Vec<(LinkKind, bool, i64)>,
    pub due: Option<EarlierDue>,
}

/// The target became due earlier.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub(super) struct EarlierDue {
    pub before: Option<Timestamp>,
    pub after: Timestamp,
}

/// A merge that stands.
#[derive(Clone, Debug)]
pub(super) struct Merge {
    pub id: i64,
    pub source: i64,
    pub target: i64,
    /// The source's messages have the places after this one on the target …
    pub places_after: i64,
    /// … as many as these.
    pub places: i64,
    pub gathered: Gathered,
}

/// The item that another became a part of.
pub(super) fn merged_into(tx: &mut Tx, item: i64) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(MERGED_INTO, params![item], |row| row.get::<Option<i64>>(0))?.flatten())
}

/// Writes down what a merge did; its id is given here.
pub(super) fn insert(tx: &mut Tx, merge: &Merge) -> Result<(), Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    let gathered = serde_json::to_string(&merge.gathered).unwrap_or_else(|_| "{}".to_owned());
    tx.execute(INSERT, params![id, merge.source, merge.target, merge.places_after, merge.places, gathered, now])?;
    Ok(())
}

/// The merge by which an item became a part of another.
pub(super) fn standing(tx: &mut Tx, source: i64) -> Result<Option<Merge>, Error> {
    Ok(tx.query_optional(STANDING, params![source], read)?)
}

fn read(row: &Row) -> Result<Merge, store::Error> {
    let gathered: String = row.get(5)?;
    Ok(Merge {
        id: row.get(0)?,
        source: row.get(1)?,
        target: row.get(2)?,
        places_after: row.get(3)?,
        places: row.get(4)?,
        gathered: serde_json::from_str(&gathered)
            .map_err(|error| store::Error::Mismatch(format!("work_merge.gathered: {error}")))?,
    })
}

/// Marks a merge as undone.
pub(super) fn undo(tx: &mut Tx, merge: i64) -> Result<(), Error> {
    let now = tx.now();
    tx.execute(UNDO, params![now, merge])?;
    Ok(())
}

/// The items that became a part of this one.
pub(super) fn into(tx: &mut Tx, target: i64) -> Result<Vec<Merged>, Error> {
    Ok(tx.query(INTO, params![target], |row| {
        Ok(Merged { item: row.get(0)?, key: row.get(1)?, title: row.get(2)?, at: row.get(3)? })
    })?)
}
