//! A mailbox is one of our own addresses: mail to it is taken in, mail from it is sent.

mod add;
mod change;
mod find;
mod resolve;
pub mod settings;
pub(crate) mod table;

pub use add::{NewMailbox, add};
pub use change::{Change, change, note_fetch};
pub use find::{enabled, fetch_settings, get, list, own_domains, relay_address};
pub use resolve::{Resolved, resolve};

use base::Timestamp;
use serde::Serialize;

/// One of our addresses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Mailbox {
    /// The row's id.
    pub id: i64,
    /// The address.
    pub address: String,
    /// The name shown to customers.
    pub name: String,
    /// Mail is taken in and sent.
    pub enabled: bool,
    /// Mail is fetched with IMAP.
    pub fetches: bool,
    /// When it was last fetched without error.
    pub last_fetched_at: Option<Timestamp>,
    /// Why the last fetch failed.
    pub last_error: Option<String>,
    /// When it or its settings changed.
    pub updated_at: Timestamp,
}

impl Mailbox {
    /// The part of the address after the at sign.
    #[must_use]
    pub fn domain(&self) -> &str {
        crate::parse::addresses::domain(&self.address)
    }
}
