//! Organisations: the provider's customers, known by their mail domains.

mod add_domain;
mod create;
mod list;
mod read;
mod remove_domain;
mod store;
mod update;

pub use add_domain::add_domain;
pub use create::{NewOrganization, create};
pub use list::list;
pub use read::{by_domain, by_name, domains, get};
pub use remove_domain::remove_domain;
pub use store::STATEMENTS;
pub use update::{Changes, update};

use base::Timestamp;
use serde::Serialize;

/// The most characters of a name.
pub(crate) const MAX_NAME: usize = 200;

/// A customer of the provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Organization {
    /// The id.
    pub id: i64,
    /// The name, unique without regard to case.
    pub name: String,
    /// Whether its people see what their colleagues asked.
    pub shares_items: bool,
    /// Counts changes, for optimistic locking.
    pub version: i64,
    /// When it came into being.
    pub created_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}
