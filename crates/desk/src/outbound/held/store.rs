//! All SQL of answers that wait.

use serde::{Deserialize, Serialize};
use store::{Error, Row};
use work::NewAttachment;

use super::Held;

store::statements! {
    pub INSERT = "INSERT INTO desk_held_answer (id, item, author, body, format, seen, files, status, state, say_at, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'held', $9, $10, $10)";
    pub GET = "SELECT id, item, author, body, format, seen, status, say_at, created_at, files, state = 'held'
        FROM desk_held_answer WHERE id = $1";
    pub OF_ITEM = "SELECT id, item, author, body, format, seen, status, say_at, created_at, files, state = 'held'
        FROM desk_held_answer WHERE item = $1 AND state = 'held' ORDER BY say_at, id LIMIT 50";
    pub END = "UPDATE desk_held_answer SET state = $1, updated_at = $2 WHERE id = $3 AND state = 'held'";
}

pub(super) fn read(row: &Row) -> Result<Held, Error> {
    Ok(Held {
        id: row.get(0)?,
        item: row.get(1)?,
        author: row.get(2)?,
        body: row.get(3)?,
        format: row.get(4)?,
        seen: row.get(5)?,
        status: row.get(6)?,
        say_at: row.get(7)?,
        created_at: row.get(8)?,
        files: row.get(9)?,
        is_held: row.get(10)?,
    })
}

#[derive(Deserialize, Serialize)]
struct File {
    digest: String,
    name: String,
    mime: String,
    size: i64,
}

/// Files as the row keeps them.
pub(super) fn written(files: &[NewAttachment]) -> String {
    let file = |one: &NewAttachment| File {
        digest: one.digest.clone(),
        name: one.name.clone(),
        mime: one.mime.clone(),
        size: one.size,
    };
    serde_json::to_string(&files.iter().map(file).collect::<Vec<_>>()).unwrap_or_else(|_| "[]".to_owned())
}

/// The files of a row.
pub(super) fn files(written: &str) -> Vec<NewAttachment> {
    let files: Vec<File> = serde_json::from_str(written).unwrap_or_default();
    let file = |one: File| NewAttachment {
        digest: one.digest,
        name: one.name,
        mime: one.mime,
        size: one.size,
        content_id: None,
        inline: false,
    };
    files.into_iter().map(file).collect()
}
