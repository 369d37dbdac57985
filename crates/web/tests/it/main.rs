//! The HTTP side's promises, asked the way a browser or a program asks.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

mod account;
mod api;
mod errors;
mod forgery;
mod headers;
mod idempotency;
mod live;
mod metrics;
mod permissions;
mod preferences;
mod rates;
mod serving;
mod sign_in;
mod stage;
mod statements;
mod words;
