//! A cookie or a token becomes a person with a scope; only reads.

use base::{Scope, Secret, Timestamp};
use keys::Keys;
use people::{
    Person,
    session::{self, SignedIn},
    token,
};
use store::Tx;

use crate::Error;

/// Somebody who is signed in.
#[derive(Clone, Debug)]
pub struct Caller {
    /// Who.
    pub person: Person,
    /// What they see and may do.
    pub scope: Scope,
    /// What they were recognised by.
    pub by: By,
    pub(crate) credential: Credential,
    /// The session with what the sign-in verbs need to know of it.
    pub(crate) session: Option<SignedIn>,
    pub(crate) touch_due: bool,
}

/// What a caller was recognised by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// A session cookie.
    Session {
        /// The session.
        id: i64,
        /// Until when sensitive changes need no repeated password.
        elevated_until: Option<Timestamp>,
    },
    /// An API token.
    Token {
        /// The token.
        id: i64,
    },
}

/// What a caller sent to be recognised.
#[derive(Clone, Debug)]
pub enum Credential {
    /// The value of the session cookie.
    Session(Secret<String>),
    /// An API token.
    Token(Secret<String>),
}

impl Credential {
    /// The value of the session cookie.
    #[must_use]
    pub fn session(token: &str) -> Self {
        Self::Session(Secret::new(token.to_owned()))
    }

    /// An API token.
    #[must_use]
    pub fn token(token: &str) -> Self {
        Self::Token(Secret::new(token.to_owned()))
    }
}

impl Caller {
    /// The session; API tokens have none and do not manage accounts.
    ///
    /// # Errors
    /// 403 for API tokens.
    pub(crate) fn session(&self) -> Result<&SignedIn, Error> {
        self.session.as_ref().ok_or_else(|| Error::forbidden().detail("An API token cannot do this; sign in."))
    }

    /// Passes when the person signed in or repeated the password within the last ten minutes.
    ///
    /// # Errors
    /// 403 that leads to the password page; 403 for API tokens, which never change credentials.
    pub fn require_elevated(&self, now: Timestamp) -> Result<(), Error> {
        match self.by {
            By::Session { elevated_until: Some(until), .. } if now < until => Ok(()),
            By::Session { .. } => Err(Error::unconfirmed()),
            By::Token { .. } => Err(Error::forbidden().detail("An API token cannot do this; sign in.")),
        }
    }
}

/// Who the credential stands for; none when it is unknown or over or its person disabled.
pub(crate) fn authenticate(tx: &mut Tx<'_>, keys: &Keys, credential: &Credential) -> Result<Option<Caller>, Error> {
    let credential = credential.clone();
    Ok(match &credential {
        Credential::Session(token) => session::authenticate(tx, keys, token.expose())?.map(|found| Caller {
            by: By::Session { id: found.session, elevated_until: found.elevated_until },
            person: found.person.clone(),
            scope: found.scope.clone(),
            touch_due: found.touch_due,
            session: Some(found),
            credential,
        }),
        Credential::Token(token) => token::authenticate(tx, token.expose())?.map(|found| Caller {
            by: By::Token { id: found.token },
            person: found.person,
            scope: found.scope,
            touch_due: found.touch_due,
            session: None,
            credential,
        }),
    })
}

/// Notes that the credential was used; at most once a minute.
pub(crate) fn touch(tx: &mut Tx<'_>, by: By) -> Result<(), Error> {
    match by {
        By::Session { id, .. } => session::touch(tx, id)?,
        By::Token { id } => token::touch(tx, id)?,
    }
    Ok(())
}
