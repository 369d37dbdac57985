//! The vocabulary of events: what can happen, as plain structs without logic or I/O.
//!
//! One event row per change is outbox, activity feed, audit trail and live stream at once.

mod event;
mod record;

pub use event::Event;
pub use record::{NewEvent, Recorded, Visibility};
