//! Consent instead of a password: the owner of an account allows us to read and send its mail (OAuth 2.0, RFC 6749,
//! with PKCE, RFC 7636). Access tokens are renewed before they expire; whoever needs one reads the present one.

mod answer;
mod ask;
mod client;
mod renew;
pub(crate) mod table;
mod token;

pub use answer::{Answer, answer};
pub use ask::{Asked, ask};
pub use client::{Client, Provider};
pub use renew::{RENEW, registration, renew_due, schedule};

use base::{Scope, Secret, Timestamp};
use keys::Keys;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

use crate::Error;

/// A consent as administrators see it; its tokens stay sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consent {
    /// The mailbox it is for.
    pub mailbox: i64,
    /// When the present access token expires.
    pub expires_at: Timestamp,
    /// When the consent itself ends, where the provider says so.
    pub ends_at: Option<Timestamp>,
    /// Why the access token cannot be renewed.
    pub failure: Option<String>,
    /// When it was given.
    pub given_at: Timestamp,
}

/// What is sealed of a consent.
#[derive(Clone, Serialize, Deserialize)]
struct Tokens {
    client: Client,
    access: String,
    refresh: Option<String>,
}

fn place(mailbox: i64) -> String {
    format!("mail.consent.{mailbox}")
}

fn seal(tx: &Tx, keys: &Keys, mailbox: i64, tokens: &Tokens) -> Result<String, Error> {
    let plain = serde_json::to_vec(tokens).map_err(|error| Error::invalid("consent", error.to_string()))?;
    Ok(keys.seal(&place(mailbox), &plain, tx.world())?)
}

fn unseal(keys: &Keys, mailbox: i64, sealed: &str) -> Result<Tokens, Error> {
    let plain = keys.unseal(&place(mailbox), sealed)?;
    serde_json::from_slice(plain.expose()).map_err(|error| Error::invalid("consent", error.to_string()))
}

/// The present access token of a mailbox; none without consent.
///
/// # Errors
/// [`Error::Keys`] when it was sealed by another installation.
pub fn access_token(tx: &mut Tx, keys: &Keys, mailbox: i64) -> Result<Option<Secret<String>>, Error> {
    let sealed: Option<String> = tx.query_optional(table::SEALED, params![mailbox], |row| row.get(0))?;
    let Some(sealed) = sealed else { return Ok(None) };
    Ok(Some(Secret::new(unseal(keys, mailbox, &sealed)?.access)))
}

/// The client that a mailbox's consent was given to, for asking again.
///
/// # Errors
/// [`Error::Forbidden`], or as [`access_token`].
pub fn client_of(tx: &mut Tx, scope: &Scope, keys: &Keys, mailbox: i64) -> Result<Option<Client>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let sealed: Option<String> = tx.query_optional(table::SEALED, params![mailbox], |row| row.get(0))?;
    sealed.map(|sealed| Ok(unseal(keys, mailbox, &sealed)?.client)).transpose()
}

/// All consents.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn consents(tx: &mut Tx, scope: &Scope) -> Result<Vec<Consent>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::LIST, params![], |row| {
        Ok(Consent {
            mailbox: row.get(0)?,
            expires_at: row.get(1)?,
            ends_at: row.get(2)?,
            failure: row.get(3)?,
            given_at: row.get(4)?,
        })
    })?)
}
