//! The parser, from outside: mails as the common programs write them, and properties that hold for any input.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod attributions;
mod forwards;
mod html_programs;
mod plain_rules;
mod properties;
mod signatures;
