//! Making a link costs the same work whether or not the address belongs to somebody.

use base::{Actor, Role};
use events::{Event, NewEvent, Visibility};
use keys::Keys;
use store::{Tx, params};

use super::{Purpose, store as sql};
use crate::{Address, Error, Result};

/// Random bytes of a token: 256 bits cannot be guessed.
const TOKEN_BYTES: usize = 32;

/// Whom a link lets in, and the row of the address it is mailed to.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    pub person: i64,
    pub address: i64,
}

/// Whom a link of this purpose may be sent to when somebody types this address.
///
/// Staff signs in with a password and resets it only through an address shown to be theirs.
pub(crate) fn target_of(tx: &mut Tx<'_>, address: &Address, purpose: Purpose) -> Result<Option<Target>> {
    let found = tx.query_optional(sql::TARGET, params![address.fold()], |row| {
        let role: String = row.get(1)?;
        Ok((Target { person: row.get(0)?, address: row.get(2)? }, role, row.get::<bool>(3)?))
    })?;
    Ok(found
        .filter(|(_, role, verified)| {
            let is_customer = role == Role::Customer.as_str();
            match purpose {
                Purpose::SignIn => is_customer,
                Purpose::Reset => is_customer || *verified,
                Purpose::Invite => false,
            }
        })
        .map(|(target, _, _)| target))
}

/// Writes a link and the event that a reaction mails it upon; without a target, one that nobody can use.
pub(crate) fn make(
    tx: &mut Tx<'_>,
    keys: &Keys,
    target: Option<Target>,
    purpose: Purpose,
    actor: Actor,
) -> Result<i64> {
    let (id, now) = (tx.new_id()?, tx.now());
    let token = tx.world().token(TOKEN_BYTES);
    let sealed = keys.seal(&place(id), token.as_bytes(), tx.world()).map_err(|_| Error::Keys)?;
    let values = params![
        id,
        keys::hash_token(&token),
        target.map(|target| target.person),
        target.map(|target| target.address),
        purpose.as_str(),
        sealed,
        now,
        now.plus(purpose.life()),
    ];
    tx.execute(sql::INSERT, values)?;
    let purpose = purpose.as_str().to_owned();
    let event = match target {
        Some(target) => NewEvent::of("person", target.person, Event::SignInLinkRequested { link: id, purpose }),
        None => NewEvent::of("link", id, Event::SignInRefused { reason: "unknown address".to_owned() }),
    };
    tx.append(event.visibility(Visibility::System), actor)?;
    Ok(id)
}

/// Where the token is sealed.
pub(super) fn place(link: i64) -> String {
    format!("people_link/{link}/sealed")
}
