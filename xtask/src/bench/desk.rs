//! Times of list, ticket, search and reply with many tickets, start-to-ready time and memory.

/// How much to fill in first.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many tickets.
    #[arg(long, default_value_t = 100_000)]
    tickets: u32,
}

/// Fills, asks and prints.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    anyhow::bail!("this measurement of {} tickets is not written yet", options.tickets)
}
