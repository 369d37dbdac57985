//! The long story of kills: minutes of mail at a rate while the release binary is killed every few seconds.

use crate::cargo::{binary, cargo, succeed};

/// How long and how much.
#[derive(clap::Args)]
pub(crate) struct Options {
    /// How many minutes of mail.
    #[arg(long, default_value_t = 10)]
    minutes: u32,
    /// Mails a second.
    #[arg(long, default_value_t = 200)]
    rate: u32,
    /// On PostgreSQL instead of SQLite.
    #[arg(long)]
    postgres: bool,
}

/// Builds what is delivered and runs the story; it prints its figures.
pub(crate) fn run(options: &Options) -> anyhow::Result<()> {
    succeed(cargo().args(["build", "--release", "--locked", "--package", "aftercare"]))?;
    let mut story = cargo();
    story.args(["test", "--locked", "--package", "aftercare", "--test", "it", "--"]);
    story.args(["--ignored", "--nocapture", "real_kills_for_minutes"]);
    story.env("AFTERCARE_BINARY", binary("release")?);
    story.env("AFTERCARE_CRASH_MINUTES", options.minutes.to_string());
    story.env("AFTERCARE_CRASH_RATE", options.rate.to_string());
    if options.postgres {
        story.env("AFTERCARE_CRASH_POSTGRES", "yes");
    }
    succeed(&mut story)
}
