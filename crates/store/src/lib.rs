//! One portable SQL text on SQLite and PostgreSQL, transactions as plain closures, events in every change.
//!
//! Verbs are synchronous functions over [`Tx`]; async lives at the edges. On SQLite one writer
//! thread commits what arrived together in one fsync; on PostgreSQL a small pool works under READ
//! COMMITTED, so verbs guard their updates. All dialect points are in `dialect.rs`.

mod connection;
mod copy;
mod dialect;
mod error;
pub mod event_log;
mod identity;
mod lock;
mod migration;
mod postgres;
mod row;
mod schema;
mod signals;
mod sqlite;
mod statement;
mod store;
mod tx;
mod value;

pub use copy::{CopyProgress, copy_store};
pub use error::Error;
pub use lock::FolderLock;
pub use migration::Migration;
pub use row::Row;
pub use schema::{ColumnSchema, TableSchema};
pub use signals::AppendHook;
pub use statement::{Part, Statement};
pub use store::{Engine, OpenOptions, Store};
pub use tx::Tx;
pub use value::{FromValue, Value};

/// The tables of this crate: events and identities.
#[must_use]
pub fn part() -> Part {
    Part {
        migrations: vec![Migration { name: "store_0001_store", sql: include_str!("../migrations/0001_store.sql") }],
        statements: [event_log::STATEMENTS, identity::STATEMENTS].concat(),
    }
}
