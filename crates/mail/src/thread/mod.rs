//! To which thread a mail belongs: the first evidence that passes its guard wins.

pub mod evidence;
pub mod foreign;
pub mod graph;
mod place;
pub mod resolve;
pub(crate) mod table;

pub use place::{Threads, place};
