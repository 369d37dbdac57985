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
mod held_answers;
mod house;
mod invitations;
mod letters;
mod loops;
mod machines;
mod mailboxes;
mod merging;
mod new_tickets;
mod pictures;
mod portal;
mod protected;
mod quarantine;
mod replies;
mod senders;
mod sign_in_link;
mod strangers;
mod suggestions;
mod undelivered;
