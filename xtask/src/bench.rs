//! Measures the release build; the figures belong into docs/performance.md.

mod clients;
mod desk;
mod figures;
mod fill;
mod http;
mod letters;
mod machine;
mod mail;
mod server;

use std::path::PathBuf;

use crate::cargo::{binary, cargo, succeed};

/// What can be measured.
#[derive(clap::Subcommand)]
pub(crate) enum What {
    /// Mails per second from SMTP to committed tickets.
    Mail(mail::Options),
    /// Times of list, ticket, search and reply with many tickets.
    Desk(desk::Options),
}

/// Measures and prints.
pub(crate) fn run(what: &What) -> anyhow::Result<()> {
    match what {
        What::Mail(options) => mail::run(options),
        What::Desk(options) => desk::run(options),
    }
}

/// Builds what is measured, exactly as it is delivered.
fn build() -> anyhow::Result<PathBuf> {
    println!("building the release binary; the first time takes some minutes");
    succeed(cargo().args(["build", "--release", "--locked", "--package", "aftercare"]))?;
    binary("release")
}
