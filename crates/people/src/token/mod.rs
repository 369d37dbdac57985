//! API tokens: shown once, kept as a hash, ending within a year, never stronger than their owner.

mod add;
mod authenticate;
mod format;
mod list;
mod revoke;
mod store;

pub use add::{Added, NewToken, add};
pub use authenticate::{Caller, authenticate, touch};
pub use list::list;
pub use revoke::revoke;
pub(crate) use revoke::revoke_all;
pub use store::STATEMENTS;

use base::Timestamp;
use serde::Serialize;

/// The longest life of a token in days.
pub const MAX_DAYS: u32 = 365;

/// A token as its owner sees it in the list; tells nothing of the secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Token {
    /// The id.
    pub id: i64,
    /// In whose name it calls.
    pub person: i64,
    /// What it is for.
    pub name: String,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends.
    pub expires_at: Timestamp,
    /// Its last use, to the minute.
    pub last_used_at: Option<Timestamp>,
    /// When it was revoked.
    pub revoked_at: Option<Timestamp>,
}
