//! SQLite: one writer thread with group commit, query-only readers, our own checkpointer.

mod checkpoint;
mod connection;
mod readers;
mod writer;

pub use checkpoint::Gate;
pub use connection::SqliteConnection;
pub use readers::Readers;
pub use writer::{Outcome, Writer};
