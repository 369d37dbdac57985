//! A queue is where items wait for a team. It gives their keys the letters before the number.

mod change;
mod create;
mod list;
mod store;

pub use change::change;
pub use create::create;
pub(crate) use list::existing;
pub use list::{by_name, get, list};
pub(crate) use store::{STATEMENTS, id_by_name};

use base::Timestamp;

use crate::{Error, limits};

/// Days after closing within which a reply reopens, when a queue says nothing else.
pub const REOPEN_DAYS: i64 = 14;

/// A queue.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Queue {
    /// Never changes.
    pub id: i64,
    /// Unique whatever the case.
    pub name: String,
    /// Letters before the number in the keys of its new items.
    pub key_prefix: String,
    /// The team that gets its items.
    pub team: Option<i64>,
    /// Days after closing within which a customer's reply reopens; later it makes a new item. 0 to 3650.
    pub reopen_days: i64,
    /// Place in lists.
    pub position: i64,
    /// When it was made.
    pub created_at: Timestamp,
}

/// What can be said about a queue.
#[derive(Clone, Debug)]
pub struct QueueData {
    /// Unique whatever the case.
    pub name: String,
    /// 1 to 10 capital letters or digits, a letter first.
    pub key_prefix: String,
    /// The team that gets its items.
    pub team: Option<i64>,
    /// 0 to 3650.
    pub reopen_days: i64,
}

impl QueueData {
    /// A queue with a name and a prefix for keys, without team and with the usual window for reopening.
    #[must_use]
    pub fn new(name: impl Into<String>, key_prefix: impl Into<String>) -> Self {
        Self { name: name.into(), key_prefix: key_prefix.into(), team: None, reopen_days: REOPEN_DAYS }
    }

    fn checked(self) -> Result<Self, Error> {
        let prefix = self.key_prefix.trim().to_ascii_uppercase();
        let fits = (1..=10).contains(&prefix.len())
            && prefix.starts_with(|c: char| c.is_ascii_uppercase())
            && prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit());
        if !fits {
            return Err(Error::invalid("key_prefix", "use 1 to 10 letters or digits, a letter first"));
        }
        Ok(Self {
            name: limits::line("name", &self.name, limits::NAME)?,
            key_prefix: prefix,
            team: self.team,
            reopen_days: limits::range("reopen_days", self.reopen_days, 0, 3_650)?,
        })
    }
}
