//! What is found, by whom, in which order, and that the index always comes to say what the database says.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod fields;
mod following;
mod house;
mod ordering;
mod scale;
mod scopes;
mod texts;
