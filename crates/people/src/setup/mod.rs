//! The first administrator is made with a token that only the console shows, and nobody after them that way.

mod prepare;
mod redeem;
mod store;

pub use prepare::{is_open, prepare};
pub use redeem::{FirstAdmin, redeem};
pub use store::STATEMENTS;
