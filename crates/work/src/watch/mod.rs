//! Watchers are told about changes of an item, and a customer who watches may see it.

mod set;
mod store;

pub(crate) use store::STATEMENTS;
pub use {
    set::{list, unwatch, watch},
    store::of_items,
};
