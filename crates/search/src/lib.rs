//! Full text over items: an index beside the database, fed from events, rebuilt whenever it has to be.
//!
//! The index is a cache. It is one document per item (title, all messages, the fields that queries name), holds
//! nothing that the database does not hold, and is thrown away on damage or when its shape changes. It never
//! delays a start: searches during a rebuild answer from what is there and say that they are incomplete.
//! Public and internal text are separate fields, and a customer's search never looks at the internal one.

mod analyse;
mod collect;
mod compile;
mod document;
mod error;
mod feed;
mod find;
mod fold;
mod follow;
mod index;
mod load;
mod names;
mod order;
mod place;
mod reach;
mod schema;
mod script;
mod seek;
mod state;
mod term;
mod words;

pub use error::Error;
pub use find::{Ask, Found};
pub use index::{Index, Progress};

/// The statements of this crate; it has no tables of its own.
#[must_use]
pub fn part() -> store::Part {
    store::Part { migrations: Vec::new(), statements: [load::STATEMENTS, names::STATEMENTS].concat() }
}
