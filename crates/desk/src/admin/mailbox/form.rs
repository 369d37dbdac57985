//! The settings of a mailbox as a form, both ways. A password that was not written again stays.

use base::Secret;
use mail::{
    mailbox::{
        guess::{Guess, Server},
        settings::{After, Credential, Encryption, FetchSettings, Protocol, Shared},
    },
    outbox::{Relay, RelayTls, encode},
};
use serde::{Deserialize, Serialize};

use crate::Error;

/// How mail comes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Incoming {
    /// Over SMTP; nothing is fetched.
    #[default]
    Smtp,
    /// Fetched with IMAP.
    Imap,
    /// Fetched with POP3.
    Pop3,
}

/// How one signs in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum SignIn {
    /// With a password.
    #[default]
    Password,
    /// With the consent of the account's owner.
    Consent,
}

/// What becomes of a fetched mail on the server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterChoice {
    /// It is marked as read.
    #[default]
    MarkSeen,
    /// It stays as it is.
    Leave,
    /// It is moved.
    Move,
    /// It is deleted.
    Delete,
}

/// How a shared mailbox is opened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum SharedBy {
    /// `user\mailbox`.
    #[default]
    LoginName,
    /// SASL authorization.
    Authorization,
}

/// The form.
#[derive(Clone, Debug, Default, Deserialize, Serialize)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsForm {
    pub(super) name: String,
    pub(super) queue: Option<i64>,
    pub(super) enabled: bool,
    pub(super) acknowledges: bool,
    pub(super) signature: Option<String>,
    pub(super) alarm_minutes: Option<i64>,
    pub(super) incoming: Incoming,
    pub(super) host: Option<String>,
    pub(super) port: Option<u16>,
    pub(super) encryption: Encryption,
    pub(super) user: Option<String>,
    pub(super) sign_in: SignIn,
    #[serde(skip_serializing)]
    pub(super) password: Option<String>,
    pub(super) shared: Option<String>,
    pub(super) shared_by: SharedBy,
    pub(super) folders: Option<String>,
    pub(super) after: AfterChoice,
    pub(super) after_folder: Option<String>,
    pub(super) after_days: Option<u16>,
    pub(super) include_seen: bool,
    pub(super) own_relay: bool,
    pub(super) relay_host: Option<String>,
    pub(super) relay_port: Option<u16>,
    pub(super) relay_encryption: Encryption,
    pub(super) relay_user: Option<String>,
    pub(super) relay_sign_in: SignIn,
    #[serde(skip_serializing)]
    pub(super) relay_password: Option<String>,
}

impl SettingsForm {
    /// How mail is fetched; `before` gives the password when none was written.
    pub(super) fn fetch(&self, address: &str, before: Option<&FetchSettings>) -> Result<Option<FetchSettings>, Error> {
        let protocol = match self.incoming {
            Incoming::Smtp => return Ok(None),
            Incoming::Imap => Protocol::Imap,
            Incoming::Pop3 => Protocol::Pop3,
        };
        let credential = match (self.sign_in, &self.password, before.map(|before| &before.credential)) {
            (SignIn::Consent, _, _) => Credential::Consent,
            (SignIn::Password, Some(password), _) => Credential::Password(password.clone()),
            (SignIn::Password, None, Some(known @ Credential::Password(_))) => known.clone(),
            _ => return Err(Error::invalid("password", "Give the password of the account.")),
        };
        let shared = self.shared.clone().map(|mailbox| match self.shared_by {
            SharedBy::LoginName => Shared::LoginName(mailbox),
            SharedBy::Authorization => Shared::Authorization(mailbox),
        });
        let folders = self.folders.as_deref().unwrap_or("INBOX");
        let folders: Vec<_> =
            folders.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect();
        Ok(Some(FetchSettings {
            protocol,
            host: self.host.clone().unwrap_or_default(),
            port: self.port.unwrap_or_else(|| protocol.port(self.encryption)),
            encryption: self.encryption,
            user: self.user.clone().unwrap_or_else(|| address.to_owned()),
            credential,
            shared,
            folders,
            after: self.after()?,
            include_seen: self.include_seen,
        }))
    }

    fn after(&self) -> Result<After, Error> {
        Ok(match self.after {
            AfterChoice::MarkSeen if self.incoming == Incoming::Pop3 => After::Leave,
            AfterChoice::MarkSeen => After::MarkSeen,
            AfterChoice::Leave => After::Leave,
            AfterChoice::Delete => After::Delete(self.after_days.unwrap_or(0)),
            AfterChoice::Move => {
                let folder = self.after_folder.clone();
                After::Move(folder.ok_or_else(|| Error::invalid("after_folder", "Name the folder to move to."))?)
            }
        })
    }

    /// The mailbox's own relay as an address.
    pub(super) fn relay(&self, address: &str, before: Option<&Relay>) -> Result<Option<Secret<String>>, Error> {
        if !self.own_relay {
            return Ok(None);
        }
        let host = self.relay_host.as_deref().unwrap_or("").trim();
        if host.is_empty() || host.contains(['/', '@', '?', ' ']) {
            return Err(Error::invalid("relay_host", "Give the name of the server."));
        }
        let (scheme, usual) = match self.relay_encryption {
            Encryption::Tls => ("smtps", 465),
            Encryption::StartTls => ("smtp+starttls", 587),
            Encryption::None => ("smtp", 25),
        };
        let port = self.relay_port.unwrap_or(usual);
        let user = encode(self.relay_user.as_deref().unwrap_or(address));
        let known = before.filter(|before| !before.bearer).and_then(|before| before.credentials.as_ref());
        let text = match (self.relay_sign_in, &self.relay_password, known) {
            (SignIn::Consent, _, _) => format!("{scheme}://{user}@{host}:{port}?sign-in=oauth"),
            (SignIn::Password, Some(password), _) => format!("{scheme}://{user}:{}@{host}:{port}", encode(password)),
            (SignIn::Password, None, Some((_, password))) => {
                format!("{scheme}://{user}:{}@{host}:{port}", encode(password.expose()))
            }
            (SignIn::Password, None, None) => format!("{scheme}://{host}:{port}"),
        };
        Ok(Some(Secret::new(text)))
    }

    /// Fills in how mail is fetched now.
    pub(super) fn with_fetch(mut self, fetch: &FetchSettings) -> Self {
        self.incoming = match fetch.protocol {
            Protocol::Imap => Incoming::Imap,
            Protocol::Pop3 => Incoming::Pop3,
        };
        self.host = Some(fetch.host.clone());
        self.port = Some(fetch.port);
        self.encryption = fetch.encryption;
        self.user = Some(fetch.user.clone());
        self.sign_in = if fetch.credential == Credential::Consent { SignIn::Consent } else { SignIn::Password };
        self.shared = fetch.shared.as_ref().map(|shared| shared.mailbox().to_owned());
        self.shared_by = match fetch.shared {
            Some(Shared::Authorization(_)) => SharedBy::Authorization,
            _ => SharedBy::LoginName,
        };
        self.folders = Some(fetch.folders.join("\n"));
        self.include_seen = fetch.include_seen;
        (self.after, self.after_folder, self.after_days) = match &fetch.after {
            After::MarkSeen => (AfterChoice::MarkSeen, None, None),
            After::Leave => (AfterChoice::Leave, None, None),
            After::Move(folder) => (AfterChoice::Move, Some(folder.clone()), None),
            After::Delete(days) => (AfterChoice::Delete, None, Some(*days)),
        };
        self
    }

    /// Fills in the relay as it is now.
    pub(super) fn with_relay(mut self, relay: &Relay) -> Self {
        self.own_relay = true;
        self.relay_host = Some(relay.host.clone());
        self.relay_port = Some(relay.port);
        self.relay_encryption = match relay.tls {
            RelayTls::Implicit => Encryption::Tls,
            RelayTls::StartTls => Encryption::StartTls,
            RelayTls::None => Encryption::None,
        };
        self.relay_user = relay.credentials.as_ref().map(|(user, _)| user.clone());
        self.relay_sign_in = if relay.bearer { SignIn::Consent } else { SignIn::Password };
        self
    }

    /// Fills in what is supposed of an address.
    pub(super) fn with_guess(mut self, guess: &Guess) -> Self {
        let sign_in = if guess.consent.is_some() { SignIn::Consent } else { SignIn::Password };
        let fetch = FetchSettings {
            protocol: guess.protocol,
            port: guess.incoming.port,
            encryption: guess.incoming.encryption,
            ..FetchSettings::imap(&guess.incoming.host, &guess.user, Credential::Consent)
        };
        self = self.with_fetch(&fetch);
        self.sign_in = sign_in;
        if let Some(Server { host, port, encryption }) = guess.outgoing.clone() {
            self.own_relay = true;
            self.relay_host = Some(host);
            self.relay_port = Some(port);
            self.relay_encryption = encryption;
            self.relay_user = Some(guess.user.clone());
            self.relay_sign_in = sign_in;
        }
        self
    }
}
