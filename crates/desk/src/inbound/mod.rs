//! A mail becomes a ticket or part of one; an explicit list of small steps, each in its own file.

pub mod acknowledge;
pub(crate) mod clean_again;
mod explain;
mod files;
mod forward;
mod open_again;
mod origin;
mod people_of;
mod release;
mod report;
pub(crate) mod store;
pub mod take;
mod threads;
mod voice;
mod write;

pub use clean_again::{Progress, clean_again};
pub use explain::explained;
pub use open_again::open_again;
pub use release::{Release, release};
pub use take::{Taken, take};
