//! The design system as its users meet it: whole pages in every language and state.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod kit;
mod layouts;
mod translations;
