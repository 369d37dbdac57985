//! All SQL of status names.

use base::text;
use store::{Row, Tx, params, statements};

use super::Status;
use crate::stored::word;
use crate::{Category, Error, Kind};

statements! {
    OF_KIND = "SELECT id, kind, name, category, position FROM work_status WHERE kind = $1 ORDER BY position, id";
    BY_NAME = "SELECT id, kind, name, category, position FROM work_status WHERE kind = $1 AND name_fold = $2";
    CATEGORIES = "SELECT DISTINCT category FROM work_status WHERE name_fold = $1";
    INSERT = "INSERT INTO work_status (id, kind, name, name_fold, category, position)
        VALUES ($1, $2, $3, $4, $5, $6)";
}

fn read(row: &Row) -> Result<Status, store::Error> {
    Ok(Status {
        id: row.get(0)?,
        kind: word(row, 1, Kind::parse)?,
        name: row.get(2)?,
        category: word(row, 3, Category::parse)?,
        position: row.get(4)?,
    })
}

/// The statuses of a kind in their order.
pub(super) fn of_kind(tx: &mut Tx, kind: Kind) -> Result<Vec<Status>, Error> {
    Ok(tx.query(OF_KIND, params![kind.as_str()], read)?)
}

/// The status of that name.
pub(super) fn by_name(tx: &mut Tx, kind: Kind, name: &str) -> Result<Option<Status>, Error> {
    Ok(tx.query_optional(BY_NAME, params![kind.as_str(), text::fold(name)], read)?)
}

/// What a name means in any kind.
pub(crate) fn categories_of(tx: &mut Tx, name: &str) -> Result<Vec<Category>, Error> {
    Ok(tx.query(CATEGORIES, params![text::fold(name)], |row| word(row, 0, Category::parse))?)
}

/// Writes a new status.
pub(super) fn insert(tx: &mut Tx, status: &Status) -> Result<(), Error> {
    tx.execute(
        INSERT,
        params![
            status.id,
            status.kind.as_str(),
            &status.name,
            text::fold(&status.name),
            status.category.as_str(),
            status.position
        ],
    )?;
    Ok(())
}
