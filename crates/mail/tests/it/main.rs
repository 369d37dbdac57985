//! Mail as the rest of the product sees it: the corpus, hostile input, the store, SMTP sessions.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

mod accounts;
mod authentication;
mod consents;
mod corpus;
mod hostile;
mod intake;
mod outbox;
mod place;
mod relay;
mod rig;
mod smtp;
mod smtp_attacks;
mod tls;
