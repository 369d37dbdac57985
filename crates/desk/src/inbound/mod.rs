//! A mail becomes a ticket or part of one; an explicit list of small steps, each in its own file.

pub mod acknowledge;
mod files;
mod people_of;
mod report;
pub(crate) mod store;
pub mod take;
mod threads;
mod write;

pub use take::{Taken, take};
