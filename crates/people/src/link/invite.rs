//! Whoever may make a person may invite them; the link goes to the primary address and verifies it. A newer
//! invitation replaces the older.

use base::Scope;
use keys::Keys;
use store::{Tx, params};

use super::{Purpose, Target, make, store as sql};
use crate::{Error, Flaw, Result, authority, person};

/// Sends a person a link to set a first password; answers the link's id.
///
/// # Errors
/// When the person has no address, is disabled, or the scope may not make this role.
pub fn invite(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, person: i64) -> Result<i64> {
    let invited = person::get(tx, scope, person)?;
    authority::require_grant(scope, invited.role)?;
    if invited.disabled {
        return Err(Error::Refused);
    }
    let address = tx.query_optional(sql::PRIMARY, params![person], |row| row.get::<i64>(0))?;
    let address = address.ok_or(Error::invalid("address", Flaw::Missing))?;
    tx.execute(sql::END_INVITATIONS, params![person])?;
    make(tx, keys, Some(Target { person, address }), Purpose::Invite, scope.actor())
}
