//! All SQL of tags.

use base::text;
use store::{Tx, Value, params, statements};

use crate::Error;

statements! {
    BY_FOLD = "SELECT id FROM work_tag WHERE fold = $1";
    INSERT = "INSERT INTO work_tag (id, name, fold) VALUES ($1, $2, $3) ON CONFLICT (fold) DO NOTHING";
    OF_ITEM = "SELECT t.name FROM work_item_tag x JOIN work_tag t ON t.id = x.tag WHERE x.item = $1 ORDER BY t.fold";
    OF_ITEMS = "SELECT x.item, t.name FROM work_item_tag x JOIN work_tag t ON t.id = x.tag
        WHERE x.item IN {list $1} ORDER BY x.item, t.fold";
    ATTACH = "INSERT INTO work_item_tag (item, tag) VALUES ($1, $2) ON CONFLICT (item, tag) DO NOTHING";
    DETACH = "DELETE FROM work_item_tag WHERE item = $1 AND tag = $2";
    COUNT = "SELECT count(*) FROM (SELECT 1 FROM work_item_tag WHERE tag = $1 LIMIT $2) AS counted";
    LIKE = "SELECT name FROM work_tag WHERE fold LIKE $1 ESCAPE '!' ORDER BY fold LIMIT $2";
}

/// The tag of that name, if anybody ever used it.
pub(crate) fn by_name(tx: &mut Tx, name: &str) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(BY_FOLD, params![text::fold(name)], |row| row.get(0))?)
}

/// The tag of that name; made when it is new.
pub(super) fn by_name_or_new(tx: &mut Tx, name: &str) -> Result<i64, Error> {
    if let Some(id) = by_name(tx, name)? {
        return Ok(id);
    }
    let id = tx.new_id()?;
    tx.execute(INSERT, params![id, name, text::fold(name)])?;
    by_name(tx, name)?.ok_or(Error::Store(store::Error::Busy))
}

/// The tags of an item by name.
pub(crate) fn of_item(tx: &mut Tx, item: i64) -> Result<Vec<String>, Error> {
    Ok(tx.query(OF_ITEM, params![item], |row| row.get(0))?)
}

/// Item and tag name of every tag on these items.
pub(crate) fn of_items(tx: &mut Tx, items: &[i64]) -> Result<Vec<(i64, String)>, Error> {
    Ok(tx.query(OF_ITEMS, &[Value::from(items)], |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Puts a tag on an item.
pub(super) fn attach(tx: &mut Tx, item: i64, tag: i64) -> Result<(), Error> {
    tx.execute(ATTACH, params![item, tag])?;
    Ok(())
}

/// Takes a tag off an item.
pub(super) fn detach(tx: &mut Tx, item: i64, tag: i64) -> Result<(), Error> {
    tx.execute(DETACH, params![item, tag])?;
    Ok(())
}

/// Whether so many items have a tag that collecting them would be slower than looking at each item in turn.
pub(crate) fn is_common(tx: &mut Tx, tag: i64) -> Result<bool, Error> {
    const MANY: i64 = 3_000;
    Ok(tx.query_one(COUNT, params![tag, MANY], |row| row.get::<i64>(0))? == MANY)
}

/// Names that begin with a folded text.
pub(super) fn beginning_with(tx: &mut Tx, start: &str, most: i64) -> Result<Vec<String>, Error> {
    let pattern = format!("{}%", crate::list::escape_like(&text::fold(start)));
    Ok(tx.query(LIKE, params![pattern, most], |row| row.get(0))?)
}
