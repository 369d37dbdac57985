//! Whoever may own work: agents and administrators who can sign in, in the order of their names.

use base::{Limit, Scope, Sees};
use store::{Tx, params};

use super::{Person, store as sql};
use crate::Result;

/// At most two hundred of them, for lists to choose from; customers see none.
///
/// # Errors
/// When the query fails.
pub fn agents(tx: &mut Tx<'_>, scope: &Scope) -> Result<Vec<Person>> {
    if scope.sees() != Sees::Everything {
        return Ok(Vec::new());
    }
    Ok(tx.query(sql::AGENTS, params![i64::from(Limit::MAX)], sql::person)?)
}
