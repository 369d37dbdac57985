//! The whole product: its parts put together, its binary started, its promises kept.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod bad_input;
mod binary;
mod commands;
mod copying;
mod crash;
mod http;
mod interface;
mod internal;
mod loops;
mod migrating;
mod permissions;
mod private;
mod real_mail;
mod samples;
mod samples_mail;
mod stage;
mod statements;
mod templates;
mod words;
