//! PostgreSQL: a pool of threads with one connection each, and a sequencer that numbers events.

mod connection;
mod pool;
mod sequencer;

pub use connection::PostgresConnection;
pub use pool::{Pool, PoolJob};
pub use sequencer::Sequencer;
