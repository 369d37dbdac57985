//! People's promises, on SQLite and on PostgreSQL.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests end at the first surprise")]

mod attacks;
mod links;
mod organizations;
mod persons;
mod races;
mod sessions;
mod setup;
mod sign_in;
mod stage;
mod statements;
mod teams;
mod tokens;
mod upkeep;
