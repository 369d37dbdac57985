//! All that a mail is made of, kept as data until it is sent.

use base::{Timestamp, World};
use keys::Keys;
use serde::{Deserialize, Serialize};

use crate::{Error, parse::MailAddress};

/// Why a mail was written by the product and not by a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Automatic {
    /// An answer to a mail, such as “we got your message” (RFC 3834 `auto-replied`).
    Reply,
    /// A notice, such as a link to sign in (RFC 3834 `auto-generated`).
    Notice,
}

/// A file to be attached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DraftFile {
    /// Where its bytes are.
    pub digest: String,
    /// Its name.
    pub name: String,
    /// Its media type.
    pub mime: String,
    /// The id by which the HTML refers to it; none for an ordinary attachment.
    pub content_id: Option<String>,
}

/// Everything a mail is made of; making it twice gives the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Draft {
    /// The sender shown.
    pub from: MailAddress,
    /// Addressees.
    pub to: Vec<MailAddress>,
    /// Addressees of a copy.
    pub cc: Vec<MailAddress>,
    /// Where answers go.
    pub reply_to: Option<String>,
    /// The subject.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The HTML, trusted: made by us.
    pub html: Option<String>,
    /// The id without brackets.
    pub message_id: String,
    /// The id answered.
    pub in_reply_to: Option<String>,
    /// Earlier ids of the thread, oldest first.
    pub references: Vec<String>,
    /// The date.
    pub date: Timestamp,
    /// The hidden signed marker.
    pub marker: Option<String>,
    /// Written by the product.
    pub automatic: Option<Automatic>,
    /// The installation's random name, written on automatic mail.
    pub instance: Option<String>,
    /// Files.
    pub files: Vec<DraftFile>,
}

impl Draft {
    /// Notices may hold what lets their reader in. They rest sealed, and their bytes are never kept.
    #[must_use]
    pub(super) fn is_confidential(&self) -> bool {
        self.automatic == Some(Automatic::Notice)
    }

    /// The draft as the row `outbox` keeps it.
    pub(super) fn written(&self, keys: &Keys, world: &World, outbox: i64) -> Result<String, Error> {
        let text = serde_json::to_string(self).map_err(|error| Error::Compose(error.to_string()))?;
        if self.is_confidential() { Ok(keys.seal(&place(outbox), text.as_bytes(), world)?) } else { Ok(text) }
    }

    /// Reads the draft of the row `outbox`.
    pub(super) fn read(keys: &Keys, outbox: i64, written: &str) -> Result<Self, Error> {
        let unreadable = |error: serde_json::Error| Error::Compose(format!("a draft: {error}"));
        if written.starts_with('{') {
            return serde_json::from_str(written).map_err(unreadable);
        }
        let opened = keys.unseal(&place(outbox), written)?;
        serde_json::from_slice(opened.expose()).map_err(unreadable)
    }
}

fn place(outbox: i64) -> String {
    format!("mail_outbox/{outbox}/draft")
}
