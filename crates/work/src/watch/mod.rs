//! Watchers are told about changes of an item, and a customer who watches may see it.

mod set;
mod store;

pub use set::{list, unwatch, watch};
pub(crate) use store::STATEMENTS;
