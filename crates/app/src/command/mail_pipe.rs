//! `mail pipe`: takes one mail from standard input and answers in one line what became of it.
//!
//! Exit code 75 asks the mail system to keep the mail and try again; the mail is not taken then.

use desk::inbound::{Taken, take};
use mail::Error;
use serde::{Deserialize, Serialize};

use super::{Answer, Temporary};
use crate::open::Installation;

/// Take one mail from standard input
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct MailPipe {
    /// The recipient; may be given several times
    #[arg(long, required = true, value_name = "ADDRESS")]
    to: Vec<String>,
    /// The envelope sender
    #[arg(long, value_name = "ADDRESS")]
    from: Option<String>,
}

impl MailPipe {
    /// Stores the mail first; only then decides.
    pub async fn run(self, installation: &Installation, input: Vec<u8>) -> anyhow::Result<Answer> {
        let door = installation.door();
        let delivered = mail::pipe::deliver(&door, input.as_slice(), self.from.as_deref(), &self.to).await;
        let receipt = delivered.map_err(|error| match error {
            Error::TooLarge { .. } | Error::Invalid { .. } => anyhow::Error::from(error),
            other => anyhow::Error::from(other).context(Temporary),
        })?;
        // From here on the mail is safe: whatever goes wrong, the running server or the next one takes it.
        let line = match take(&installation.platform, receipt.mail).await {
            Ok(Taken::Created(key)) => format!("created {key}"),
            Ok(Taken::Appended(key)) => format!("appended {key}"),
            Ok(Taken::Quarantined(cause)) => format!("quarantined {} {cause}", receipt.mail),
            Ok(Taken::Dropped(cause)) => format!("dropped {cause}"),
            Err(error) => {
                tracing::error!(%error, mail = receipt.mail, "a mail is stored but could not be processed yet");
                format!("quarantined {} waiting", receipt.mail)
            }
        };
        Ok(Answer::line(line))
    }
}
