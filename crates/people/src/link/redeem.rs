//! A link works once, in time, for its purpose; of two at the same moment one is refused.

use base::{Role, Scope};
use store::{Tx, params};

use super::{Purpose, store as sql};
use crate::{Error, Person, Result, person};

/// Uses a link up and verifies the address it was mailed to; answers whom it lets in.
pub(crate) fn redeem(tx: &mut Tx<'_>, scope: &Scope, token: &str, purposes: &[Purpose]) -> Result<Person> {
    let token_hash = keys::hash_token(token);
    let names: Vec<String> = purposes.iter().map(|purpose| purpose.as_str().to_owned()).collect();
    let now = tx.now();
    if tx.execute(sql::USE, params![now, &token_hash, names])? != 1 {
        return Err(Error::Refused);
    }
    let (person, address): (i64, i64) =
        tx.query_one(sql::OF_TOKEN, params![token_hash], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let found = person::by_id(tx, person)?;
    // A customer who became staff since the link was sent signs in with a password.
    if found.disabled || (purposes.contains(&Purpose::SignIn) && found.role != Role::Customer) {
        return Err(Error::Refused);
    }
    match person::verify(tx, scope, person, address) {
        Ok(()) => Ok(found),
        Err(Error::NotFound) => Err(Error::Refused),
        Err(other) => Err(other),
    }
}
