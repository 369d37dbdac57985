//! Keys with which our mail is signed (DKIM, RFC 6376): two for each domain, RSA for everybody and Ed25519 (RFC 8463)
//! for those who know it. A key signs from the moment its record was seen in DNS.

mod add;
mod list;
mod look_up;
mod remove;
mod sign;
pub(crate) mod table;

pub use add::{NewKeys, add, generate};
pub use list::list;
pub use look_up::{look_up, note_looked_up};
pub use remove::remove;
pub use sign::{Signers, sign, signers_of};

use base::Timestamp;
use serde::Serialize;

/// The kind of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Algorithm {
    /// RSA with 2,048 bits, which every receiver can check.
    Rsa,
    /// Ed25519, short and fast.
    Ed25519,
}

impl Algorithm {
    /// The stored name, and that of the `k=` tag.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rsa => "rsa",
            Self::Ed25519 => "ed25519",
        }
    }

    fn parse(text: &str) -> Self {
        if text == "ed25519" { Self::Ed25519 } else { Self::Rsa }
    }
}

/// A key as it is shown; its private half stays sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DkimKey {
    /// The row's id.
    pub id: i64,
    /// The domain it signs for.
    pub domain: String,
    /// Its name within the domain.
    pub selector: String,
    /// Its kind.
    pub algorithm: Algorithm,
    /// The public half, in base64.
    pub public: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When its record was first seen in DNS; it signs since then.
    pub published_at: Option<Timestamp>,
    /// When DNS was last asked.
    pub looked_at: Option<Timestamp>,
    /// What was wrong then.
    pub problem: Option<String>,
}

impl DkimKey {
    /// The name of its DNS record.
    #[must_use]
    pub fn record_name(&self) -> String {
        format!("{}._domainkey.{}", self.selector, self.domain)
    }

    /// The text of its DNS record (type TXT).
    #[must_use]
    pub fn record_text(&self) -> String {
        format!("v=DKIM1; k={}; p={}", self.algorithm.as_str(), self.public)
    }
}

fn place(id: i64) -> String {
    format!("mail_dkim_key/{id}/private")
}
