//! The live stream: numbered events as they are committed, filtered by who watches.
//!
//! One task reads new events and hands them to all connections; one task checks the sessions of all
//! connections. An idle connection costs a timer and no query.

mod connection;
mod feed;
mod handlers;
mod heard;
mod watcher;

pub(crate) use feed::Feed;
pub(crate) use handlers::{events, live, operations};
pub use heard::Followers;
