//! Which mails were cleaned by an older sanitiser than this program has, and may be cleaned again from their raw bytes.

use base::Scope;
use store::{Tx, params};

use super::{Received, table};
use crate::{Error, parse::SANITIZER_VERSION};

/// The next mails whose message was made by an older sanitiser, the oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, or when the database fails.
pub fn outdated(tx: &mut Tx, scope: &Scope, most: i64) -> Result<Vec<Received>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::OUTDATED, params![SANITIZER_VERSION, most], table::read)?)
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub fn outdated_count(tx: &mut Tx) -> Result<i64, Error> {
    Ok(tx.query_one(table::OUTDATED_COUNT, params![SANITIZER_VERSION], |row| row.get(0))?)
}

/// Notes that a mail's message is of this version now; false when somebody noted it before.
///
/// # Errors
/// When the database fails.
pub fn note_cleaned(tx: &mut Tx, mail: i64) -> Result<bool, Error> {
    Ok(tx.execute(table::NOTE_CLEANED, params![SANITIZER_VERSION, mail])? > 0)
}
