//! `explain`: why each mail of an item went there, in the words of the stored decision.

use base::Scope;
use mail::authentication::Origin;
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
        let (key, explained, origins) = installation
            .platform
            .store
            .read(move |tx| {
                let scope = Scope::system("command line");
                let item = work::item::find(tx, &scope, &self.key)?;
                let explained = desk::inbound::explained(tx, &scope, item.id)?;
                let mails = explained.iter().map(|one| one.received.id).collect();
                let origins = mail::authentication::of_mails(tx, &scope, mails)?;
                Ok::<_, desk::Error>((item.key, explained, origins))
            })
            .await?;
        if explained.is_empty() {
            return Ok(Answer::line(format_args!("{key}: no mail went here.")));
        }
        let lines: Vec<String> = explained
            .iter()
            .map(|one| {
                let from = one.received.sender.as_deref().unwrap_or("an unknown sender");
                let known = origins.get(&one.received.id).map(sender).unwrap_or_default();
                format!("mail {} from {from} at {}: {}{known}", one.received.id, one.received.received_at, one.reason())
            })
            .collect();
        Ok(Answer::line(lines.join("\n")))
    }
}

/// What is known about the sender, on a line of its own.
fn sender(origin: &Origin) -> String {
    let claims = if origin.claims_staff { "; says it is from staff, which nothing proves" } else { "" };
    let authentication = &origin.authentication;
    format!("\n  sender {}: {}{claims}", authentication.standing().as_str(), authentication.in_words())
}
