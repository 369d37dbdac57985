//! Who was invited and has not followed the link yet; a link that is over counts no more.

use base::{Scope, Timestamp};
use store::{Tx, params};

use super::store as sql;
use crate::{Result, authority};

/// An invitation that is still good.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who is invited.
    pub person: i64,
    /// Until when the link works.
    pub until: Timestamp,
}

/// The open invitations of these persons, for staff.
///
/// # Errors
/// [`crate::Error::Forbidden`] for customers.
pub fn invitations(tx: &mut Tx<'_>, scope: &Scope, persons: &[i64]) -> Result<Vec<Invitation>> {
    authority::require_staff(scope)?;
    let now = tx.now();
    Ok(tx.query(sql::INVITATIONS, params![now, persons.to_vec()], |row| {
        Ok(Invitation { person: row.get(0)?, until: row.get(1)? })
    })?)
}
