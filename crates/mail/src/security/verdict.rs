//! What may be said about a mail is kept with it and shown on its message.

use std::collections::HashMap;

use base::Scope;
use message_security::Verdict;
use store::{Tx, Value, params};

use super::table;
use crate::Error;

/// Keeps what may be said about a mail, in place of what was said before.
///
/// # Errors
/// When the database fails.
pub fn note_verdict(tx: &mut Tx, mail: i64, verdict: &Verdict) -> Result<(), Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    let text = serde_json::to_string(verdict).map_err(|error| Error::Compose(error.to_string()))?;
    tx.execute(table::SET_VERDICT, params![id, mail, text, now])?;
    Ok(())
}

/// What may be said about these mails; ordinary mails have no entry.
///
/// # Errors
/// When the database fails. Customers get none.
pub fn verdicts(tx: &mut Tx, scope: &Scope, mails: Vec<i64>) -> Result<HashMap<i64, Verdict>, Error> {
    if !scope.is_staff() || mails.is_empty() {
        return Ok(HashMap::new());
    }
    let rows =
        tx.query(table::VERDICTS, &[Value::List(mails)], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)))?;
    Ok(rows.into_iter().filter_map(|(mail, text)| Some((mail, serde_json::from_str(&text).ok()?))).collect())
}
