//! `clock due` and `clock elapsed`: business time on a calendar file, for scripts and for checking a contract.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use business_time::{Calendar, Target, elapsed};
use clap::Subcommand;
use jiff::Timestamp;

use super::Answer;

/// Business time
#[derive(Debug, Subcommand)]
pub enum Clock {
    /// Print the instant at which a target is due
    Due {
        /// The calendar file
        #[arg(long, value_name = "FILE")]
        calendar: PathBuf,
        /// When the clock starts, RFC 3339
        #[arg(long, value_name = "INSTANT")]
        from: String,
        /// 90min, 4h, 2bd or 3cal_d
        #[arg(long, value_name = "TARGET")]
        target: String,
    },
    /// Print the whole seconds of business time between two instants
    Elapsed {
        /// The calendar file
        #[arg(long, value_name = "FILE")]
        calendar: PathBuf,
        /// The first instant, RFC 3339
        #[arg(long, value_name = "INSTANT")]
        from: String,
        /// The second instant, RFC 3339
        #[arg(long, value_name = "INSTANT")]
        to: String,
    },
}

impl Clock {
    /// Reckons.
    pub fn run(&self) -> anyhow::Result<Answer> {
        match self {
            Self::Due { calendar, from, target } => {
                let target: Target = target.parse().with_context(|| format!("--target {target}"))?;
                let due = target.due(&read(calendar)?, instant("--from", from)?)?;
                Ok(Answer::line(due))
            }
            Self::Elapsed { calendar, from, to } => {
                let (from, to) = (instant("--from", from)?, instant("--to", to)?);
                Ok(Answer::line(elapsed(&read(calendar)?, from, to).as_secs()))
            }
        }
    }
}

fn read(path: &Path) -> anyhow::Result<Calendar> {
    let text = std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
    Calendar::from_toml(&text).with_context(|| format!("in {}", path.display()))
}

fn instant(name: &str, text: &str) -> anyhow::Result<Timestamp> {
    text.parse().with_context(|| format!("{name}: “{text}” is not an instant like 2026-03-02T16:30:00-05:00"))
}
