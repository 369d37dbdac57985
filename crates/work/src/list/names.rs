//! Names in queries are looked up folded; a name that several people have stands for all of them.

use base::text;
use store::{Tx, params, statements};

use crate::Error;

statements! {
    BY_ADDRESS = "SELECT person FROM people_address WHERE address_fold = $1";
    BY_NAME = "SELECT id FROM people_person WHERE name_fold = $1 ORDER BY id LIMIT 100";
    TEAM = "SELECT id FROM people_team WHERE name_fold = $1";
    ORGANIZATION = "SELECT id FROM people_organization WHERE name_fold = $1";
}

/// The persons with this address or, when it is none, this name; at most 100.
pub(super) fn people(tx: &mut Tx, name: &str) -> Result<Vec<i64>, Error> {
    let statement = if name.contains('@') { BY_ADDRESS } else { BY_NAME };
    Ok(tx.query(statement, params![text::fold(name)], |row| row.get(0))?)
}

/// The team of this name.
pub(super) fn team(tx: &mut Tx, name: &str) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(TEAM, params![text::fold(name)], |row| row.get(0))?)
}

/// The organisation of this name.
pub(super) fn organization(tx: &mut Tx, name: &str) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(ORGANIZATION, params![text::fold(name)], |row| row.get(0))?)
}

/// Text that `LIKE … ESCAPE '!'` takes literally.
pub(crate) fn escape_like(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if matches!(character, '!' | '%' | '_') {
            escaped.push('!');
        }
        escaped.push(character);
    }
    escaped
}

#[cfg(test)]
mod tests {
    #[test]
    fn signs_of_like_are_taken_literally() {
        assert_eq!(super::escape_like("97 %_!"), "97 !%!_!!");
    }
}
