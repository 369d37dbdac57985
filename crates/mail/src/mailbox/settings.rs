//! How a mailbox is fetched; stored sealed, because it holds a password or token.

use base::{Secret, World};
use keys::Keys;
use serde::{Deserialize, Serialize};

use crate::Error;

/// How a connection is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// From the first byte.
    #[default]
    Tls,
    /// Not at all; only for servers on the same machine.
    None,
}

/// How one signs in to a mail server.
#[derive(Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// A password.
    Password(String),
    /// An OAuth 2.0 access token (XOAUTH2).
    OauthToken(String),
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("•••")
    }
}

/// Where and how mail is fetched.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchSettings {
    /// The server's name.
    pub host: String,
    /// The port, usually 993.
    pub port: u16,
    /// How the connection is encrypted.
    #[serde(default)]
    pub encryption: Encryption,
    /// The user name.
    pub user: String,
    /// The password or token.
    pub credential: Credential,
    /// The folder, usually `INBOX`.
    #[serde(default = "inbox")]
    pub folder: String,
    /// Take what was already read before, too, when the folder is fetched for the first time.
    #[serde(default)]
    pub include_seen: bool,
}

fn inbox() -> String {
    "INBOX".to_owned()
}

impl FetchSettings {
    /// Refuses what cannot work or would send a password in the clear.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field.
    pub fn check(&self) -> Result<(), Error> {
        let has_controls = |text: &str| text.chars().any(char::is_control);
        if self.host.is_empty()
            || self.host.len() > 253
            || has_controls(&self.host)
            || self.host.contains(char::is_whitespace)
        {
            return Err(Error::invalid("host", "give the name of the server"));
        }
        if self.port == 0 {
            return Err(Error::invalid("port", "give a port from 1 to 65535"));
        }
        if self.user.is_empty() || has_controls(&self.user) || self.folder.is_empty() || has_controls(&self.folder) {
            return Err(Error::invalid("user", "give a user name and a folder without control characters"));
        }
        if self.encryption == Encryption::None && !is_loopback(&self.host) {
            return Err(Error::invalid("encryption", "without encryption only a server on this machine is fetched"));
        }
        Ok(())
    }
}

pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

pub(super) fn seal(keys: &Keys, world: &World, mailbox: i64, settings: &FetchSettings) -> Result<String, Error> {
    let plain = serde_json::to_vec(settings).map_err(|error| Error::invalid("fetch", error.to_string()))?;
    Ok(keys.seal(&place(mailbox), &plain, world)?)
}

pub(super) fn unseal(keys: &Keys, mailbox: i64, sealed: &str) -> Result<FetchSettings, Error> {
    let plain: Secret<Vec<u8>> = keys.unseal(&place(mailbox), sealed)?;
    serde_json::from_slice(plain.expose()).map_err(|error| Error::invalid("fetch", error.to_string()))
}

pub(super) fn seal_relay(keys: &Keys, world: &World, mailbox: i64, address: &Secret<String>) -> Result<String, Error> {
    Ok(keys.seal(&relay_place(mailbox), address.expose().as_bytes(), world)?)
}

pub(super) fn unseal_relay(keys: &Keys, mailbox: i64, sealed: &str) -> Result<Secret<String>, Error> {
    let plain: Secret<Vec<u8>> = keys.unseal(&relay_place(mailbox), sealed)?;
    let text = String::from_utf8(plain.into_inner()).map_err(|error| Error::invalid("smtp", error.to_string()))?;
    Ok(Secret::new(text))
}

fn relay_place(mailbox: i64) -> String {
    format!("mail.mailbox.{mailbox}.relay")
}

fn place(mailbox: i64) -> String {
    format!("mail.mailbox.{mailbox}.fetch")
}
