//! Keys and certificates for mail: which a mailbox signs and opens with, which belong to people, which issuers are
//! trusted; what may be said about a received mail, and how one that is sent is protected.

mod add;
mod keyring;
mod list;
mod open;
mod policy;
mod protect;
mod remove;
pub(crate) mod table;
mod verdict;

pub use add::add;
pub use keyring::keyring;
pub use list::{get, list};
pub use message_security::{Keyring, Kind, Proof, Secrecy, State, Verdict};
pub use open::{Opening, open};
pub use policy::{Encrypts, Policy, policies, policy, set_policy};
pub use protect::{plan, wrap};
pub use remove::remove;
pub use verdict::{note_verdict, verdicts};

use base::Timestamp;
use serde::Serialize;

/// Whose key it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Owner {
    /// One of our mailboxes; it has the private half.
    Mailbox(i64),
    /// Whoever writes from this address.
    Address(String),
    /// An issuer of certificates that is trusted.
    Issuer,
}

impl Owner {
    /// The stored name, under which a key stands once.
    fn place(&self) -> String {
        match self {
            Self::Mailbox(mailbox) => format!("mailbox:{mailbox}"),
            Self::Address(address) => format!("address:{}", crate::parse::addresses::fold(address)),
            Self::Issuer => "issuer".to_owned(),
        }
    }
}

/// A key or certificate; never its private half.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Key {
    /// The row's id.
    pub id: i64,
    /// Whose it is.
    pub owner: Owner,
    /// Certificate or OpenPGP key.
    pub kind: Kind,
    /// The certificate's SHA-256 or the key's fingerprint, in lower-case hexadecimal.
    pub fingerprint: String,
    /// The holder's name.
    pub holder: String,
    /// Who issued the certificate.
    pub issuer: Option<String>,
    /// The addresses it says it is for.
    pub addresses: Vec<String>,
    /// Since when it is valid.
    pub valid_from: Timestamp,
    /// Until when; none when it has no end.
    pub valid_until: Option<Timestamp>,
    /// When it was added.
    pub created_at: Timestamp,
}

impl From<message_security::Error> for crate::Error {
    fn from(error: message_security::Error) -> Self {
        Self::invalid("key", error.to_string())
    }
}
