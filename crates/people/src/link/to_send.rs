//! The mail with a link is written from the sealed token, to the stored address, never to the typed one.

use base::{Scope, Secret, Timestamp};
use keys::Keys;
use store::{Tx, params};

use super::{Purpose, make::place, store as sql};
use crate::{Error, Person, Result, person};

/// What the mail needs.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Whom it is to.
    pub person: Person,
    /// Where it goes.
    pub address: String,
    /// What the link is good for.
    pub purpose: Purpose,
    /// The token in the link.
    pub token: Secret<String>,
    /// Until when it is good.
    pub expires_at: Timestamp,
}

/// The letter for a link; none when it was sent, used, ended or is over. For the system only.
///
/// # Errors
/// [`Error::Forbidden`] for persons, [`Error::Keys`] when the token cannot be unsealed.
pub fn to_send(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, link: i64) -> Result<Option<Letter>> {
    if scope.role().is_some() {
        return Err(Error::Forbidden);
    }
    let now = tx.now();
    let found = tx.query_optional(sql::TO_SEND, params![link, now], |row| {
        let (purpose, sealed): (String, String) = (row.get(2)?, row.get(3)?);
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?, purpose, sealed, row.get::<Timestamp>(4)?))
    })?;
    let Some((person, address, purpose, sealed, expires_at)) = found else {
        return Ok(None);
    };
    let person = person::by_id(tx, person)?;
    let purpose = Purpose::parse(&purpose).filter(|_| !person.disabled);
    let token = keys.unseal(&place(link), &sealed).map_err(|_| Error::Keys)?.into_inner();
    let token = Secret::new(String::from_utf8(token).map_err(|_| Error::Keys)?);
    Ok(purpose.map(|purpose| Letter { person, address, purpose, token, expires_at }))
}

/// Forgets the sealed token once its mail is in the outbox; bookkeeping, not an event.
///
/// # Errors
/// When the statement fails.
pub fn sent(tx: &mut Tx<'_>, link: i64) -> Result<()> {
    tx.execute(sql::SENT, params![link])?;
    Ok(())
}
