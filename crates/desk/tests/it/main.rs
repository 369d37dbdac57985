//! Stories of the desk, each told on SQLite and on PostgreSQL.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test stops where it fails"
)]

mod answers;
mod api;
mod attacks;
mod house;
mod invitations;
mod machines;
mod new_tickets;
mod portal;
mod replies;
mod sign_in_link;
mod strangers;
