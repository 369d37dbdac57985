//! Mail in and out: fetch, receive, parse, find the thread, send. Knows no tickets; a thread is a number.

mod error;
pub mod identity;
pub mod imap;
pub mod intake;
pub mod limits;
pub mod mailbox;
pub mod outbox;
pub mod parse;
pub mod pipe;
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
        migrations: vec![store::Migration { name: "mail_0001_mail", sql: include_str!("../migrations/0001_mail.sql") }],
        statements: [
            mailbox::table::STATEMENTS,
            intake::table::STATEMENTS,
            outbox::table::STATEMENTS,
            thread::table::STATEMENTS,
        ]
        .concat(),
    }
}
