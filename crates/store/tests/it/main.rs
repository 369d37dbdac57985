//! The store's promises, on SQLite and, when a server is given, on PostgreSQL.

mod copying;
mod engines;
mod racing;
mod sqlite;
