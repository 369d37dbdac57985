//! What tests start from: a store or a whole application with its own clock, dice, database and mail.
//!
//! Every story runs on both databases: [`on_both`] hands the engine over, and the story opens what it needs.

#[cfg(feature = "app")]
mod app;
mod engines;
mod test_store;
mod test_world;

#[cfg(feature = "app")]
pub use app::{Answer, Api, Browser, Form, Internet, PASSWORD, Sent, SentMail, TestApp};
pub use engines::on_both;
pub use peers::{NameServer, authorization, dovecot, postfix, postgres, smtp};
pub use store::Engine;
pub use test_store::TestStore;
pub use test_world::TestWorld;
