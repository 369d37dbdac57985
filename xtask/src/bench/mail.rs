//! Mails per second from SMTP to committed tickets, with the queue drained and fsync on.

/// How much to send.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many mails.
    #[arg(long, default_value_t = 20_000)]
    mails: u32,
}

/// Sends the mails and prints the rate.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    anyhow::bail!("this measurement of {} mails is not written yet", options.mails)
}
