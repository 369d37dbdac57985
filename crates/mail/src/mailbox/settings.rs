//! How a mailbox is fetched; stored sealed, because it holds a password or token.

use base::{Secret, World};
use keys::Keys;
use serde::{Deserialize, Deserializer, Serialize};

use crate::Error;

/// The most folders of one mailbox.
const FOLDERS: usize = 50;

/// How a server is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// RFC 3501.
    #[default]
    Imap,
    /// RFC 1939.
    Pop3,
}

impl Protocol {
    /// The port that is usual with this encryption.
    #[must_use]
    pub const fn port(self, encryption: Encryption) -> u16 {
        match (self, encryption) {
            (Self::Imap, Encryption::Tls) => 993,
            (Self::Imap, _) => 143,
            (Self::Pop3, Encryption::Tls) => 995,
            (Self::Pop3, _) => 110,
        }
    }
}

/// How a connection is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encryption {
    /// From the first byte.
    #[default]
    Tls,
    /// After a plain greeting, with STARTTLS or STLS; never without.
    StartTls,
    /// Not at all; only for servers on the same machine.
    None,
}

/// How one signs in to a mail server.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Credential {
    /// A password.
    Password(String),
    /// An OAuth 2.0 access token (XOAUTH2, OAUTHBEARER).
    OauthToken(String),
    /// The access token of the consent that was given for the mailbox (see [`crate::oauth`]).
    Consent,
}

impl std::fmt::Debug for Credential {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("•••")
    }
}

/// A mailbox that is opened with somebody else's sign-in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shared {
    /// The user name becomes `user\mailbox`, as Exchange has it; with a token, the mailbox is the user.
    LoginName(String),
    /// The mailbox is the authorization identity (RFC 4616), as Dovecot's master users have it.
    Authorization(String),
}

impl Shared {
    /// The mailbox's name.
    #[must_use]
    pub fn mailbox(&self) -> &str {
        let (Self::LoginName(mailbox) | Self::Authorization(mailbox)) = self;
        mailbox
    }
}

/// What becomes of a mail on the server after it was taken in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum After {
    /// It is marked as read.
    #[default]
    MarkSeen,
    /// It stays as it is.
    Leave,
    /// It goes to this folder; IMAP only.
    Move(String),
    /// It is deleted after so many days, at once with 0; POP3 only.
    Delete(u16),
}

/// Where and how mail is fetched.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FetchSettings {
    /// How the server is spoken to.
    #[serde(default)]
    pub protocol: Protocol,
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
    /// A mailbox of somebody else's, opened with this sign-in.
    #[serde(default)]
    pub shared: Option<Shared>,
    /// The folders, usually `INBOX` alone; of the first one the server tells at once what is new.
    #[serde(default = "inbox", alias = "folder", deserialize_with = "one_or_many")]
    pub folders: Vec<String>,
    /// What becomes of a mail that was taken in.
    #[serde(default)]
    pub after: After,
    /// Take what was already read before, too, when a folder is fetched for the first time.
    #[serde(default)]
    pub include_seen: bool,
}

fn inbox() -> Vec<String> {
    vec!["INBOX".to_owned()]
}

/// Older settings name one folder.
fn one_or_many<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<String>, D::Error> {
    #[derive(Deserialize)]
    #[serde(untagged)]
    enum Folders {
        One(String),
        Many(Vec<String>),
    }
    Ok(match Folders::deserialize(deserializer)? {
        Folders::One(folder) => vec![folder],
        Folders::Many(folders) => folders,
    })
}

impl FetchSettings {
    /// The inbox of a user, over IMAP with TLS at the usual port.
    pub fn imap(host: impl Into<String>, user: impl Into<String>, credential: Credential) -> Self {
        Self {
            protocol: Protocol::Imap,
            host: host.into(),
            port: Protocol::Imap.port(Encryption::Tls),
            encryption: Encryption::Tls,
            user: user.into(),
            credential,
            shared: None,
            folders: inbox(),
            after: After::default(),
            include_seen: false,
        }
    }

    /// Refuses what cannot work or would send a password in the clear.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the field.
    pub fn check(&self) -> Result<(), Error> {
        if !is_host(&self.host) {
            return Err(Error::invalid("host", "give the name of the server"));
        }
        if self.port == 0 {
            return Err(Error::invalid("port", "give a port from 1 to 65535"));
        }
        let shared = self.shared.as_ref().map(Shared::mailbox);
        if !is_word(&self.user) || !shared.is_none_or(is_word) {
            return Err(Error::invalid("user", "give a user name without control characters"));
        }
        let target = if let After::Move(folder) = &self.after { Some(folder) } else { None };
        if self.folders.is_empty() || self.folders.len() > FOLDERS {
            return Err(Error::invalid("folders", format!("give 1 to {FOLDERS} folders")));
        }
        if !self.folders.iter().chain(target).all(|folder| is_word(folder)) {
            return Err(Error::invalid("folders", "give folders without control characters"));
        }
        if target.is_some_and(|target| self.folders.contains(target)) {
            return Err(Error::invalid("after", "mail cannot be moved to a folder that is fetched"));
        }
        match (self.protocol, &self.after) {
            (Protocol::Imap, After::Delete(_)) => {
                return Err(Error::invalid("after", "mail fetched over IMAP is moved or left, not deleted"));
            }
            (Protocol::Pop3, After::Move(_)) => return Err(Error::invalid("after", "over POP3 nothing can be moved")),
            _ => {}
        }
        if self.encryption == Encryption::None && !is_loopback(&self.host) {
            return Err(Error::invalid("encryption", "without encryption only a server on this machine is fetched"));
        }
        Ok(())
    }
}

/// Some text that stays in its line.
fn is_word(text: &str) -> bool {
    !text.is_empty() && text.len() <= 500 && !text.chars().any(char::is_control)
}

/// Something that can be the name of a server.
pub(crate) fn is_host(text: &str) -> bool {
    is_word(text) && text.len() <= 253 && !text.contains(char::is_whitespace)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_of_the_first_version_are_read() {
        let text = r#"{"host":"imap.x.test","port":993,"encryption":"tls","user":"u","credential":{"password":"p"},
            "folder":"INBOX","include_seen":true}"#;
        let settings: FetchSettings = serde_json::from_str(text).unwrap();
        assert_eq!(settings.folders, ["INBOX"]);
        assert_eq!((settings.protocol, settings.after), (Protocol::Imap, After::MarkSeen));
    }

    #[test]
    fn what_cannot_work_is_refused_with_its_field() {
        let good = FetchSettings::imap("imap.x.test", "u", Credential::Password("p".to_owned()));
        good.check().unwrap();
        let refused = |change: fn(&mut FetchSettings)| {
            let mut settings = good.clone();
            change(&mut settings);
            match settings.check() {
                Err(Error::Invalid { field, .. }) => field,
                other => panic!("{other:?}"),
            }
        };
        assert_eq!(refused(|s| s.host = "a b".into()), "host");
        assert_eq!(refused(|s| s.port = 0), "port");
        assert_eq!(refused(|s| s.user = "u\r\nx".into()), "user");
        assert_eq!(refused(|s| s.shared = Some(Shared::LoginName(String::new()))), "user");
        assert_eq!(refused(|s| s.folders.clear()), "folders");
        assert_eq!(refused(|s| s.folders.push("a\nb".into())), "folders");
        assert_eq!(refused(|s| s.after = After::Move("INBOX".into())), "after");
        assert_eq!(refused(|s| s.after = After::Delete(3)), "after");
        assert_eq!(refused(|s| s.encryption = Encryption::None), "encryption");
        assert_eq!(refused(|s| (s.protocol, s.after) = (Protocol::Pop3, After::Move("Done".into()))), "after");
    }
}
