//! Sessions live on the server: the cookie is a random token of which only the hash is kept.
//!
//! Staff: 12 hours idle, 7 days in all. Customers: 30 days idle, 90 days in all. Sensitive changes need
//! a sign-in or a repeated password within the last ten minutes.

mod authenticate;
mod elevate;
mod end;
mod list;
mod start;
mod store;
mod touch;

pub use authenticate::{SignedIn, authenticate, csrf_fits};
pub(crate) use elevate::elevate;
pub(crate) use end::end_by_token;
pub use end::{end, end_all};
pub use list::list;
pub(crate) use start::start;
pub use start::{Method, Started, Visitor};
pub use store::STATEMENTS;
pub(crate) use store::{delete_all, delete_expired};
pub use touch::touch;

use std::time::Duration;

use base::{Role, Timestamp};
use serde::Serialize;

/// How long sensitive changes are possible after a sign-in or a repeated password.
pub const ELEVATED_FOR: Duration = Duration::from_secs(10 * 60);

/// A use is written down at most this often.
pub const TOUCH_EVERY: Duration = Duration::from_secs(60);

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

/// How long a session of the role lasts without being used.
#[must_use]
pub const fn idle_limit(role: Role) -> Duration {
    if role.is_staff() { Duration::from_secs(12 * HOUR) } else { Duration::from_secs(30 * DAY) }
}

/// How long a session of the role lasts in any case.
#[must_use]
pub const fn absolute_limit(role: Role) -> Duration {
    if role.is_staff() { Duration::from_secs(7 * DAY) } else { Duration::from_secs(90 * DAY) }
}

/// A session as its owner sees it in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Session {
    /// The id, fit for ending it; tells nothing of the token.
    pub id: i64,
    /// Who is signed in.
    pub person: i64,
    /// How: `password`, `link`, `setup`.
    pub method: String,
    /// The network address it began from.
    pub peer: String,
    /// The browser it began in.
    pub user_agent: String,
    /// When it began.
    pub created_at: Timestamp,
    /// Its last use, to the minute.
    pub last_seen_at: Timestamp,
    /// When it ends in any case.
    pub expires_at: Timestamp,
}
