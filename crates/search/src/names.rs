//! Names in queries are looked up folded, so that the index compares ids and a renaming needs no indexing.

use base::text;
use query::Field;
use store::{Error, Tx, params};

store::statements! {
    BY_ADDRESS = "SELECT person FROM people_address WHERE address_fold = $1";
    BY_NAME = "SELECT id FROM people_person WHERE name_fold = $1 ORDER BY id LIMIT 100";
    TEAM = "SELECT id FROM people_team WHERE name_fold = $1";
    ORGANIZATION = "SELECT id FROM people_organization WHERE name_fold = $1";
    QUEUE = "SELECT id FROM work_queue WHERE name_fold = $1";
    TAG = "SELECT id FROM work_tag WHERE fold = $1";
}

/// The ids that a name stands for in a field; a name that several people have stands for all of them.
pub(crate) fn ids(tx: &mut Tx<'_>, field: Field, name: &str) -> Result<Vec<i64>, Error> {
    let statement = match field {
        Field::Assignee | Field::Requester | Field::Watcher if name.contains('@') => BY_ADDRESS,
        Field::Assignee | Field::Requester | Field::Watcher => BY_NAME,
        Field::Team => TEAM,
        Field::Organization => ORGANIZATION,
        Field::Queue => QUEUE,
        Field::Tag => TAG,
        _ => return Ok(Vec::new()),
    };
    tx.query(statement, params![text::fold(name)], |row| row.get(0))
}
