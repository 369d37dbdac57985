//! The decision, from outside: the whole table, and properties that hold for any evidence.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod follow_ups;
mod properties;
mod table;
