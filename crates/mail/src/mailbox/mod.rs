//! A mailbox is one of our own addresses: mail to it is taken in, mail from it is sent.

mod add;
mod alarm;
mod change;
pub(crate) mod dial;
mod find;
pub mod guess;
mod outside;
pub mod probe;
mod progress;
mod resolve;
pub(crate) mod run;
pub mod settings;
pub(crate) mod table;
mod watch;

pub use add::{NewMailbox, add};
pub use alarm::{Alarm, Trouble, alarms};
pub use change::{Change, change, note_fetch};
pub use dial::{FetchError, TlsTrust};
pub(crate) use find::last_fetch;
pub use find::{by_address, enabled, fetch_settings, get, list, own_domains, relay_address, stored_fetch_settings};
pub use outside::Outside;
pub use progress::{CursorStep, Step};
pub(crate) use progress::{cursor, forget_taken, taken};
pub use resolve::{Resolved, resolve};
pub use run::run;
pub use watch::watch;

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
    /// How often in a row fetching failed.
    pub failures: i64,
    /// How old the last fetch may be before somebody is told, in minutes.
    pub alarm_minutes: i64,
    /// It sends through a relay of its own.
    pub has_relay: bool,
}

impl Mailbox {
    /// The part of the address after the at sign.
    #[must_use]
    pub fn domain(&self) -> &str {
        crate::parse::addresses::domain(&self.address)
    }
}
