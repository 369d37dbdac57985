//! The queue on a real database: what is claimed, finished, tried again, and never twice.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod dead_letters;
mod lifecycle;
mod race;
mod reactions;
mod running;
mod schedules;
mod statements;
mod support;
mod throughput;
