//! The store's promises, on SQLite and on PostgreSQL.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod copying;
mod engines;
mod racing;
mod sqlite;
