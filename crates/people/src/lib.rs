//! Organisations, persons, teams and roles; who signs in, how, and what they may do.
//!
//! Passwords are hashed before a transaction begins, tokens are random and kept only as hashes, and
//! everything a person can sign in with ends in the same transaction that takes the right away.

mod address;
mod authority;
mod by_name;
mod clean_up;
mod error;
mod hashing;
pub mod limits;
pub mod link;
pub mod organization;
pub mod password;
pub mod person;
mod public_domains;
pub mod session;
pub mod setup;
pub mod sign_in;
mod stuffing;
pub mod team;
pub mod token;
pub mod upkeep;

pub use address::Address;
pub use authority::scope_of;
pub use clean_up::clean_up;
pub use error::{Error, Flaw, Result};
pub use hashing::{HashedPassword, Passwords, Verdict};
pub use person::Person;

/// The tables and statements of this crate.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![store::Migration {
            name: "people_0001_people",
            sql: include_str!("../migrations/0001_people.sql"),
        }],
        statements: [
            organization::STATEMENTS,
            person::STATEMENTS,
            team::STATEMENTS,
            session::STATEMENTS,
            token::STATEMENTS,
            link::STATEMENTS,
            setup::STATEMENTS,
        ]
        .concat(),
    }
}
