//! A page may show whom a link is for before it is used; looking does not use it.

use store::{Tx, params};

use super::{Purpose, store as sql};
use crate::{Person, Result, person};

/// A link that is still good.
#[derive(Clone, Debug)]
pub struct Pending {
    /// Whom it lets in.
    pub person: Person,
    /// What it is good for.
    pub purpose: Purpose,
}

/// The link behind a token; none when it was used, ended or is over. Whoever holds the token may look.
///
/// # Errors
/// When a query fails.
pub fn look(tx: &mut Tx<'_>, token: &str) -> Result<Option<Pending>> {
    let now = tx.now();
    let found = tx.query_optional(sql::LOOK, params![keys::hash_token(token), now], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?))
    })?;
    let Some((person, purpose)) = found else {
        return Ok(None);
    };
    let person = person::by_id(tx, person)?;
    let purpose = Purpose::parse(&purpose).filter(|_| !person.disabled);
    Ok(purpose.map(|purpose| Pending { person, purpose }))
}
