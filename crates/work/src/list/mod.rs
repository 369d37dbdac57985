//! Lists of items: the query language compiled to SQL, paged by the sort keys of the last row.

mod among;
mod bin;
mod compile;
mod condition;
mod count;
mod field;
mod items;
mod names;
mod order;
mod plan;
mod rows;
mod store;
mod zone;

pub use among::{items_among, matching};
pub use bin::recycle_bin;
pub use count::{count, counts};
pub use items::{Ask, items};
pub(crate) use names::{STATEMENTS as NAME_STATEMENTS, escape_like};
pub use rows::{ItemRow, rows};
pub(crate) use store::STATEMENTS;
pub use zone::in_zone;
