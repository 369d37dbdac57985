//! `explain`: why each mail of an item went there, in the words of the stored decision.

use base::Scope;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

/// Say why an item's mails went there
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct Explain {
    /// Any of the item's keys, or its id
    key: String,
}

impl Explain {
    /// Reads the decisions and writes one line for each.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let (key, explained) = installation
            .platform
            .store
            .read(move |tx| {
                let scope = Scope::system("command line");
                let item = work::item::find(tx, &scope, &self.key)?;
                let explained = mail::intake::explained(tx, &scope, item.id)?;
                Ok::<_, desk::Error>((item.key, explained))
            })
            .await?;
        if explained.is_empty() {
            return Ok(Answer::line(format_args!("{key}: no mail went here.")));
        }
        let lines: Vec<String> = explained
            .iter()
            .map(|one| {
                let from = one.received.sender.as_deref().unwrap_or("an unknown sender");
                format!("mail {} from {from} at {}: {}", one.received.id, one.received.received_at, one.reason())
            })
            .collect();
        Ok(Answer::line(lines.join("\n")))
    }
}
