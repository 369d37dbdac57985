//! `mail trust`: what a mailbox believes about the senders of its mail.

use anyhow::Context as _;
use base::Scope;
use mail::authentication::{Disproved, trust};
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

const SCOPE: Scope = Scope::system("command line");

/// Show or decide what a mailbox believes about senders
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct MailTrust {
    /// The mailbox's address
    address: String,
    /// The name under which its own mail server writes Authentication-Results; empty for none
    #[arg(long, value_name = "NAME")]
    server: Option<String>,
    /// What becomes of mail that the domain in From disowns
    #[arg(long, value_parser = ["mark", "quarantine"])]
    disproved: Option<String>,
}

impl MailTrust {
    /// Changes what was named and shows the result.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let wanted = mail::parse::addresses::fold(&self.address);
        let found = installation.platform.store.write(move |tx| {
            let all = mail::mailbox::list(tx, &SCOPE)?;
            let Some(mailbox) = all.iter().find(|one| mail::parse::addresses::fold(&one.address) == wanted) else {
                return Ok(None);
            };
            let mut believed = trust::of(tx, mailbox.id)?;
            if let Some(server) = &self.server {
                believed.server = Some(server.clone()).filter(|server| !server.trim().is_empty());
            }
            if let Some(disproved) = &self.disproved {
                believed.disproved = if disproved == "quarantine" { Disproved::Quarantine } else { Disproved::Mark };
            }
            if self.server.is_some() || self.disproved.is_some() {
                trust::set(tx, &SCOPE, mailbox.id, &believed)?;
            }
            Ok::<_, mail::Error>(Some((mailbox.address.clone(), believed)))
        });
        let (address, believed) = found.await?.context("there is no mailbox with this address")?;
        let server = believed.server.as_deref().unwrap_or("no server");
        let disproved = believed.disproved.as_str();
        Ok(Answer::line(format_args!("{address}: believes {server}; disproved senders: {disproved}")))
    }
}
