//! Status names: free text per kind, each bound to one of seven categories that mean something to clocks and reports.

mod add;
mod list;
mod store;

pub use add::add;
pub use list::list;
pub(crate) use list::{first, in_category, named};
pub(crate) use store::{STATEMENTS, categories_of};

use crate::{Category, Kind};

/// A status that items of a kind can have.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Status {
    /// Below zero for those that come with the product.
    pub id: i64,
    /// Of which kind.
    pub kind: Kind,
    /// Its name, unique within the kind whatever the case.
    pub name: String,
    /// What it means.
    pub category: Category,
    /// Place in lists; the first one is what new items get.
    pub position: i64,
}
