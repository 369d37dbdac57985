//! A cookie counts only while its session is young, used, and of the person's present epoch.

use base::{Scope, Timestamp};
use keys::Keys;
use store::Tx;

use super::{TOUCH_EVERY, idle_limit, store as sql};
use crate::{Error, Person, Result, person, scope_of};

/// The length of a token in base64url.
const TOKEN_LENGTH: usize = 43;

/// The key purpose of form tokens.
const CSRF: &str = "people.csrf";

/// Characters of a form token: 160 bits.
const CSRF_LENGTH: usize = 32;

/// Somebody with a living session.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// Who.
    pub person: Person,
    /// What they see and may do.
    pub scope: Scope,
    /// The session.
    pub session: i64,
    /// The token that forms carry back; bound to the session.
    pub csrf: String,
    /// Until when sensitive changes need no repeated password.
    pub elevated_until: Option<Timestamp>,
    /// Whether the use should be written down with [`super::touch`].
    pub touch_due: bool,
}

impl SignedIn {
    /// Whether sensitive changes (credentials, tokens, roles, exports) are possible without proving oneself again.
    #[must_use]
    pub fn is_elevated(&self, now: Timestamp) -> bool {
        self.elevated_until.is_some_and(|until| now < until)
    }
}

/// Who the cookie stands for; none when its session is unknown, over or its person disabled. Only reads.
///
/// # Errors
/// When a query fails.
pub fn authenticate(tx: &mut Tx<'_>, keys: &Keys, token: &str) -> Result<Option<SignedIn>> {
    if token.len() != TOKEN_LENGTH {
        return Ok(None);
    }
    let token_hash = keys::hash_token(token);
    let Some(stored) = sql::by_token(tx, &token_hash)? else {
        return Ok(None);
    };
    let person = match person::by_id(tx, stored.person) {
        Ok(person) => person,
        Err(Error::NotFound) => return Ok(None),
        Err(other) => return Err(other),
    };
    let now = tx.now();
    let idle = now.since(stored.last_seen_at);
    let alive = now < stored.expires_at && idle < idle_limit(person.role);
    if !alive || person.disabled || person.epoch != stored.epoch {
        return Ok(None);
    }
    Ok(Some(SignedIn {
        scope: scope_of(&person),
        person,
        session: stored.id,
        csrf: keys.mac_text(CSRF, token_hash.as_bytes(), CSRF_LENGTH),
        elevated_until: stored.elevated_until,
        touch_due: idle >= TOUCH_EVERY,
    }))
}

/// Whether the form token belongs to the session of this cookie; also after a rotation of keys.
#[must_use]
pub fn csrf_fits(keys: &Keys, token: &str, csrf: &str) -> bool {
    csrf.len() == CSRF_LENGTH && keys.verify_text(CSRF, keys::hash_token(token).as_bytes(), csrf)
}
