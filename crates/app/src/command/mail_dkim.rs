//! `mail dkim`: keys that sign outgoing mail, and whether their records stand in DNS.

use base::Scope;
use mail::authentication::{
    Dns,
    dkim_key::{self, DkimKey},
};
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

const SCOPE: Scope = Scope::system("command line");

/// Keys that sign outgoing mail
#[derive(Debug, clap::Subcommand, Serialize, Deserialize)]
pub enum MailDkim {
    /// Make keys for a domain and print the DNS records to publish
    Add {
        /// The domain in From, such as example.com
        domain: String,
        /// The keys' name within the domain
        #[arg(long, default_value = "aftercare")]
        selector: String,
    },
    /// Show all keys with their records
    List,
    /// Ask DNS for the records; a key signs once its record was seen
    Check,
    /// Take a key away
    Remove {
        /// The key's id, as `list` shows it
        id: i64,
    },
}

impl MailDkim {
    /// Does what was asked.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let store = installation.platform.store.clone();
        match self {
            Self::Add { domain, selector } => {
                let keys = installation.platform.keys.clone();
                let new = base::tasks::spawn_blocking("mail.dkim_keys", dkim_key::generate).await??;
                let adding = store.write(move |tx| dkim_key::add(tx, &SCOPE, &keys, (&domain, &selector), new));
                let lines: Vec<String> = adding.await?.iter().map(record).collect();
                Ok(Answer::line(format_args!(
                    "Publish these records, then run `aftercare mail dkim check`; signing begins when they are seen.\n\n{}",
                    lines.join("\n\n")
                )))
            }
            Self::List => {
                let all = store.read(|tx| dkim_key::list(tx, &SCOPE)).await?;
                let lines: Vec<String> = all.iter().map(|key| format!("{}\n{}", state(key), record(key))).collect();
                Ok(Answer::line(if lines.is_empty() { "There are no keys.".to_owned() } else { lines.join("\n\n") }))
            }
            Self::Check => check(installation).await,
            Self::Remove { id } => {
                store.write(move |tx| dkim_key::remove(tx, &SCOPE, id)).await?;
                Ok(Answer::line("The key signs nothing more. Leave its record in DNS for a week."))
            }
        }
    }
}

fn record(key: &DkimKey) -> String {
    format!("{}. IN TXT {}", key.record_name(), strings(&key.record_text()))
}

/// One string of a TXT record holds 255 bytes (RFC 1035 §3.3); what is longer is written as several.
fn strings(text: &str) -> String {
    let parts = text.as_bytes().chunks(255).map(String::from_utf8_lossy);
    parts.map(|part| format!("\"{part}\"")).collect::<Vec<_>>().join(" ")
}

fn state(key: &DkimKey) -> String {
    let state = match (&key.published_at, &key.problem) {
        (Some(at), None) => format!("signs since {at}"),
        (Some(at), Some(problem)) => format!("signs since {at}, but at the last look: {problem}"),
        (None, Some(problem)) => format!("does not sign yet: {problem}"),
        (None, None) => "does not sign yet: DNS was not asked".to_owned(),
    };
    format!("{} {} {}: {state}", key.id, key.record_name(), key.algorithm.as_str())
}

async fn check(installation: &Installation) -> anyhow::Result<Answer> {
    let store = &installation.platform.store;
    let dns = installation.platform.extensions.get::<Dns>().cloned().unwrap_or_default();
    let mut missing = 0;
    for key in store.read(|tx| dkim_key::list(tx, &SCOPE)).await? {
        let problem = dkim_key::look_up(&dns, &key).await;
        missing += usize::from(problem.is_some());
        store.write(move |tx| dkim_key::note_looked_up(tx, &SCOPE, &key, problem.as_deref())).await?;
    }
    let all = store.read(|tx| dkim_key::list(tx, &SCOPE)).await?;
    let lines: Vec<String> = all.iter().map(state).collect();
    Ok(Answer { code: u8::from(missing > 0), ..Answer::line(lines.join("\n")) })
}
