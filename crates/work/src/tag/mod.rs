//! Tags: names that staff put on items; one spelling per tag, compared folded.

mod list;
mod set;
pub(crate) mod store;

pub use list::{list, suggest};
pub(crate) use set::{attach, names};
pub use set::{set_tags, tag, untag};
pub(crate) use store::STATEMENTS;
