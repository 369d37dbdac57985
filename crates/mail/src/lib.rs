//! Mail in and out: fetch, receive, parse, find the thread, send. Knows no tickets; a thread is a number.

pub mod authentication;
mod error;
pub mod identity;
mod imap;
pub mod intake;
pub mod limits;
pub mod mailbox;
pub mod oauth;
pub mod outbox;
pub mod parse;
pub mod pipe;
mod pop3;
pub mod security;
pub mod smtp;
pub mod thread;

pub use error::Error;
pub use intake::{Door, Incoming, Outcome, Receipt, Source, balance, settle};
pub use limits::Limits;
pub use parse::{MailAddress, Parsed, parse};

/// The migrations and statements of this crate.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![
            store::Migration { name: "mail_0001_mail", sql: include_str!("../migrations/0001_mail.sql") },
            store::Migration { name: "mail_0002_blocked", sql: include_str!("../migrations/0002_blocked.sql") },
            store::Migration { name: "mail_0003_accounts", sql: include_str!("../migrations/0003_accounts.sql") },
            store::Migration { name: "mail_0005_identity", sql: include_str!("../migrations/0005_identity.sql") },
            store::Migration { name: "mail_0006_security", sql: include_str!("../migrations/0006_security.sql") },
            store::Migration { name: "mail_0007_sanitizer", sql: include_str!("../migrations/0007_sanitizer.sql") },
        ],
        statements: [
            mailbox::table::STATEMENTS,
            oauth::table::STATEMENTS,
            intake::table::STATEMENTS,
            outbox::table::STATEMENTS,
            thread::table::STATEMENTS,
            security::table::STATEMENTS,
            authentication::table::STATEMENTS,
            authentication::dkim_key::table::STATEMENTS,
        ]
        .concat(),
    }
}
