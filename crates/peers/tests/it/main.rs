//! What our libraries and the real programs say to each other.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod message_security;
