//! Every sign-in gets a new session with a new token, and the one the browser brought along ends.

use std::net::IpAddr;

use base::{Actor, Secret, Timestamp, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{ELEVATED_FOR, absolute_limit, end_by_token, store as sql};
use crate::{Error, Person, Result, person};

/// Random bytes of a token: 256 bits cannot be guessed.
const TOKEN_BYTES: usize = 32;

/// The most characters kept of what the browser says of itself.
const MAX_USER_AGENT: usize = 300;

/// Who knocks, as far as the connection tells.
#[derive(Clone, Debug)]
pub struct Visitor {
    /// The network address, behind trusted proxies the one they name.
    pub peer: IpAddr,
    /// What the browser says of itself.
    pub user_agent: String,
    /// The session cookie the browser brought along, to be ended.
    pub old_token: Option<String>,
}

/// How somebody signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// With a password.
    Password,
    /// With a link from a mail.
    Link,
    /// As the first administrator.
    Setup,
}

impl Method {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "password",
            Self::Link => "link",
            Self::Setup => "setup",
        }
    }
}

/// A session that just began.
#[derive(Clone, Debug)]
pub struct Started {
    /// The cookie's value; nowhere stored.
    pub token: Secret<String>,
    /// The id.
    pub session: i64,
    /// Who signed in.
    pub person: Person,
    /// When it ends in any case; the cookie's `Max-Age`.
    pub expires_at: Timestamp,
}

/// Begins a session for a person whose proof was checked against `person.epoch`.
///
/// # Errors
/// [`Error::Refused`] when the person was disabled or the proof was changed since it was read.
pub(crate) fn start(tx: &mut Tx<'_>, person: Person, method: Method, visitor: &Visitor) -> Result<Started> {
    if !person::admit(tx, person.id, person.epoch)? {
        return Err(Error::Refused);
    }
    if let Some(old) = &visitor.old_token {
        end_by_token(tx, old)?;
    }
    let token = tx.world().token(TOKEN_BYTES);
    let (session, now) = (tx.new_id()?, tx.now());
    let expires_at = now.plus(absolute_limit(person.role));
    let user_agent = text::clean_line(&visitor.user_agent);
    let values = params![
        session,
        keys::hash_token(&token),
        person.id,
        person.epoch,
        method.as_str(),
        visitor.peer.to_canonical().to_string(),
        text::truncate(&user_agent, MAX_USER_AGENT),
        now,
        expires_at,
        now.plus(ELEVATED_FOR),
    ];
    tx.execute(sql::INSERT, values)?;
    let event = Event::SessionStarted { method: method.as_str().to_owned() };
    tx.append(NewEvent::of("person", person.id, event), Actor::Person(person.id))?;
    Ok(Started { token: Secret::new(token), session, person, expires_at })
}
