//! All SQL of links.

use store::{Row, Tx, params, statements};

use super::{Link, LinkKind};
use crate::Error;
use crate::stored::word;

statements! {
    INSERT = "INSERT INTO work_link (id, source, link, target, created_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (source, link, target) DO NOTHING";
    DELETE = "DELETE FROM work_link WHERE source = $1 AND link = $2 AND target = $3";
    COUNT = "SELECT (SELECT count(*) FROM work_link WHERE source = $1)
        + (SELECT count(*) FROM work_link WHERE target = $1)";
    OUTGOING = "SELECT l.link, i.id, i.key, i.title, i.status FROM work_link l JOIN work_item i ON i.id = l.target
        WHERE l.source = $1 AND i.deleted_at IS NULL ORDER BY l.id";
    INCOMING = "SELECT l.link, i.id, i.key, i.title, i.status FROM work_link l JOIN work_item i ON i.id = l.source
        WHERE l.target = $1 AND i.deleted_at IS NULL ORDER BY l.id";
}

/// Adds a link; answers whether it is new.
pub(super) fn insert(tx: &mut Tx, source: i64, link: LinkKind, target: i64) -> Result<bool, Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    Ok(tx.execute(INSERT, params![id, source, link.as_str(), target, now])? == 1)
}

/// Takes a link away; answers whether it was there.
pub(super) fn delete(tx: &mut Tx, source: i64, link: LinkKind, target: i64) -> Result<bool, Error> {
    Ok(tx.execute(DELETE, params![source, link.as_str(), target])? == 1)
}

/// How many links an item has in both directions.
pub(super) fn count(tx: &mut Tx, item: i64) -> Result<i64, Error> {
    Ok(tx.query_one(COUNT, params![item], |row| row.get(0))?)
}

/// The links of an item, outgoing ones first.
pub(super) fn of_item(tx: &mut Tx, item: i64) -> Result<Vec<Link>, Error> {
    let mut links = tx.query(OUTGOING, params![item], |row| read(row, true))?;
    links.extend(tx.query(INCOMING, params![item], |row| read(row, false))?);
    Ok(links)
}

fn read(row: &Row, outgoing: bool) -> Result<Link, store::Error> {
    Ok(Link {
        link: word(row, 0, LinkKind::parse)?,
        outgoing,
        item: row.get(1)?,
        key: row.get(2)?,
        title: row.get(3)?,
        status: row.get(4)?,
    })
}
