//! `mail clean-again`: the HTML of older mails made anew by the rules of this version, without waiting for the hour.

use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

/// Make the HTML of older mails anew by today's rules for what is safe
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct MailCleanAgain {}

impl MailCleanAgain {
    /// Goes on until no mail is left; whoever else does the same meanwhile does not disturb.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let mut cleaned = 0;
        loop {
            let progress = desk::inbound::clean_again(&installation.platform).await?;
            cleaned += progress.cleaned;
            tracing::info!(cleaned, left = progress.left, "mails are cleaned again");
            if progress.left == 0 {
                return Ok(Answer::line(format_args!("cleaned {cleaned} messages; none is left")));
            }
        }
    }
}
