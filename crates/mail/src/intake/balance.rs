//! received = ticketed + appended + quarantined + dropped + still to be decided, always.

use std::collections::BTreeMap;

use base::{Scope, Timestamp};
use serde::Serialize;
use store::{Row, Tx, params};

use super::table;
use crate::Error;

/// What became of all mails ever received.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Balance {
    /// All of them.
    pub received: i64,
    /// Not decided yet.
    pub pending: i64,
    /// Started a thread.
    pub ticketed: i64,
    /// Continued a thread.
    pub appended: i64,
    /// Wait for an administrator, by cause.
    pub quarantined: BTreeMap<String, i64>,
    /// Put aside for good, by cause.
    pub dropped: BTreeMap<String, i64>,
}

impl Balance {
    /// Nothing is missing: every mail is somewhere, and what is put aside has a cause.
    #[must_use]
    pub fn holds(&self) -> bool {
        let aside: i64 = self.quarantined.values().chain(self.dropped.values()).sum();
        let named = !self.quarantined.contains_key("") && !self.dropped.contains_key("");
        named && self.received == self.pending + self.ticketed + self.appended + aside
    }
}

/// Counts.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn balance(tx: &mut Tx, scope: &Scope) -> Result<Balance, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    let received = tx.query_one(table::RECEIVED, params![], |row| row.get(0))?;
    let rows = tx.query(table::BALANCE, params![], counted)?;
    Ok(sum(received, rows))
}

/// The same for the mails that came in since an instant, by what has become of them by now.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn balance_since(tx: &mut Tx, scope: &Scope, since: Timestamp) -> Result<Balance, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    let received = tx.query_one(table::RECEIVED_SINCE, params![since], |row| row.get(0))?;
    let rows = tx.query(table::BALANCE_SINCE, params![since], counted)?;
    Ok(sum(received, rows))
}

/// State, cause and how many.
fn counted(row: &Row) -> Result<(String, String, i64), store::Error> {
    Ok((row.get(0)?, row.get(1)?, row.get(2)?))
}

fn sum(received: i64, rows: Vec<(String, String, i64)>) -> Balance {
    let mut balance = Balance { received, ..Balance::default() };
    for (state, cause, count) in rows {
        match state.as_str() {
            "ticketed" => balance.ticketed += count,
            "appended" => balance.appended += count,
            "quarantined" => *balance.quarantined.entry(cause).or_default() += count,
            "dropped" => *balance.dropped.entry(cause).or_default() += count,
            _ => balance.pending += count,
        }
    }
    balance
}
