//! Small types that every other crate stands on: time, randomness, scope, text, paging.
//!
//! Nothing here knows a database, a socket or a page. Stays under 2,500 lines.

pub mod page;
pub mod scope;
mod secret;
pub mod tasks;
pub mod text;
mod time;
mod world;

pub use page::{Cursor, Limit, Page};
pub use scope::{Actor, Role, Scope, Sees};
pub use secret::Secret;
pub use time::{InvalidTimestamp, Timestamp};
pub use world::{Clock, ManualClock, Random, SeededRandom, SystemClock, SystemRandom, World};
