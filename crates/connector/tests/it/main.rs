//! The connector against a network in the test's hand.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]

mod forgery;
mod requests;
mod stage;
