//! Measures the release build; the figures belong into docs/performance.md.

mod desk;
mod mail;

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
