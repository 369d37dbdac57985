//! Teams of staff that own work together.

mod add_member;
mod create;
mod list;
mod remove_member;
mod rename;
mod store;

pub use add_member::add_member;
pub use create::create;
pub use list::{get, list, members, of_person};
pub use remove_member::remove_member;
pub use rename::rename;
pub use store::STATEMENTS;

use base::Timestamp;
use serde::Serialize;

/// A team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Team {
    /// The id.
    pub id: i64,
    /// The name, unique without regard to case.
    pub name: String,
    /// When it came into being.
    pub created_at: Timestamp,
}
