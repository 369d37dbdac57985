//! `mail quarantine …`: mail that waits for a decision, listed, looked at and decided.

use std::fmt::Write as _;

use anyhow::Context as _;
use base::{Limit, Scope};
use desk::inbound::Release;
use mail::{Limits, intake};
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

const SCOPE: Scope = Scope::system("command line");

/// Mail that waits for a decision
#[derive(Debug, clap::Subcommand, Serialize, Deserialize)]
pub enum MailQuarantine {
    /// List what waits, the newest first: number, cause, sender, subject
    List {
        /// Only mails with this cause, as the list names it
        #[arg(long)]
        cause: Option<String>,
    },
    /// Show one mail: where it is and why, and its text
    Show {
        /// The number of the mail
        mail: i64,
    },
    /// Process mails once more
    Retry {
        /// The numbers of the mails
        #[arg(required = true)]
        mails: Vec<i64>,
    },
    /// Make a ticket of a mail, whatever spoke against it
    Release {
        /// The number of the mail
        mail: i64,
        /// The name of the ticket's queue
        #[arg(long, value_name = "NAME")]
        queue: String,
        /// Who asks; the mail's sender when not given
        #[arg(long, value_name = "ADDRESS")]
        requester: Option<String>,
    },
    /// Put mails aside; their raw bytes stay
    Drop {
        /// The numbers of the mails
        #[arg(required = true)]
        mails: Vec<i64>,
    },
}

impl MailQuarantine {
    /// Does it and says what was done.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        match self {
            Self::List { cause } => list(installation, cause).await,
            Self::Show { mail } => show(installation, mail).await,
            Self::Retry { mails } => {
                decide(installation, mails, "retried", |tx, mail| intake::retry(tx, &SCOPE, mail)).await
            }
            Self::Drop { mails } => {
                decide(installation, mails, "dropped", |tx, mail| intake::discard(tx, &SCOPE, mail)).await
            }
            Self::Release { mail, queue, requester } => release(installation, mail, queue, requester).await,
        }
    }
}

async fn list(installation: &Installation, cause: Option<String>) -> anyhow::Result<Answer> {
    let filter = intake::Filter { cause, ..intake::Filter::of(intake::State::Quarantined) };
    let limit = Limit::new(Some(Limit::MAX));
    let page = installation.platform.store.read(move |tx| intake::list(tx, &SCOPE, &filter, limit, None)).await?;
    let mut output = String::new();
    for mail in &page.items {
        let (cause, sender) = (mail.cause.as_deref().unwrap_or("?"), mail.sender.as_deref().unwrap_or("-"));
        let _ = writeln!(output, "{}  {cause}  {sender}  {}", mail.id, mail.subject);
    }
    if page.next.is_some() {
        let _ = writeln!(output, "and more; decide about these first");
    }
    Ok(Answer { output, ..Answer::default() })
}

async fn show(installation: &Installation, mail: i64) -> anyhow::Result<Answer> {
    let store = &installation.platform.store;
    let explained = store.read(move |tx| intake::explained(tx, &SCOPE, vec![mail])).await?.pop();
    let explained = explained.with_context(|| format!("there is no mail {mail}"))?;
    let received = &explained.received;
    let raw = intake::raw(&installation.platform.blobs, received).await?;
    let parsed = mail::parse(&raw, &Limits::default());
    let cause = received.cause.as_ref().map(|cause| format!(" ({cause})")).unwrap_or_default();
    let mut output = format!("mail {mail}: {}{cause}, {}\n", received.state.as_str(), explained.reason());
    let _ = writeln!(output, "from {} at {}", received.sender.as_deref().unwrap_or("-"), received.received_at);
    let _ = writeln!(output, "to {}", received.recipients.join(", "));
    let _ = writeln!(output, "subject {}", received.subject);
    for file in &parsed.attachments {
        let _ = writeln!(output, "file {} ({}, {} bytes)", file.name, file.mime, file.bytes.len());
    }
    let _ = writeln!(output, "\n{}", parsed.text.trim_end());
    Ok(Answer { output, ..Answer::default() })
}

/// One decision about several mails, all or none.
async fn decide(
    installation: &Installation,
    mails: Vec<i64>,
    done: &str,
    verb: fn(&mut store::Tx<'_>, i64) -> Result<(), mail::Error>,
) -> anyhow::Result<Answer> {
    let lines: Vec<String> = mails.iter().map(|mail| format!("{done} {mail}")).collect();
    installation.platform.store.write(move |tx| mails.iter().try_for_each(|mail| verb(tx, *mail))).await?;
    Ok(Answer::line(lines.join("\n")))
}

async fn release(
    installation: &Installation,
    mail: i64,
    queue: String,
    requester: Option<String>,
) -> anyhow::Result<Answer> {
    let platform = &installation.platform;
    let name = queue.clone();
    let found = platform.store.read(move |tx| work::queue::by_name(tx, &SCOPE, &name)).await?;
    let queue = found.with_context(|| format!("there is no queue “{queue}”"))?.id;
    let key = desk::inbound::release(platform, &SCOPE, Release { mail, queue, requester }).await?;
    Ok(Answer::line(format_args!("created {key}")))
}
