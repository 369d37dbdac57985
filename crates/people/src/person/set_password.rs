//! A new password ends every session and every open link; the hash was made before the transaction.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{access, read, store as sql};
use crate::{Error, HashedPassword, Result, authority};

/// Sets a person's password on an administrator's or the system's word.
///
/// People set their own through [`crate::sign_in::change_password`], which asks for the old one.
///
/// # Errors
/// When the person is disabled or the scope is no administrator's.
pub fn set_password(tx: &mut Tx<'_>, scope: &Scope, person: i64, password: &HashedPassword) -> Result<()> {
    read::get(tx, scope, person)?;
    authority::require_admin(scope)?;
    store_password(tx, scope, person, password)
}

/// Writes the hash without asking for rights.
pub(crate) fn store_password(tx: &mut Tx<'_>, scope: &Scope, person: i64, password: &HashedPassword) -> Result<()> {
    let now = tx.now();
    if tx.execute(sql::SET_PASSWORD, params![password.0.as_str(), now, person])? == 0 {
        return Err(Error::Refused);
    }
    access::end_access(tx, scope, person, "password")?;
    tx.append(NewEvent::of("person", person, Event::PersonPasswordSet {}), scope.actor())?;
    Ok(())
}

/// Keeps the password but stores a costlier hash of it; nothing when the password changed meanwhile.
pub(crate) fn replace_hash(tx: &mut Tx<'_>, person: i64, epoch: i64, password: &HashedPassword) -> Result<()> {
    tx.execute(sql::REPLACE_HASH, params![password.0.as_str(), person, epoch])?;
    Ok(())
}
