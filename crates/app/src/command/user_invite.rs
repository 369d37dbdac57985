//! `user invite`: mails somebody a link with which they choose a password; a newer link replaces the older.

use anyhow::Context as _;
use base::Scope;
use keys::Keys;
use serde::{Deserialize, Serialize};
use store::Tx;

use super::Answer;
use crate::open::Installation;

/// Mail a person a link with which they choose a password
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct UserInvite {
    /// The mail address
    email: String,
}

impl UserInvite {
    /// Makes the link; the reaction mails it.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let keys = installation.platform.keys.clone();
        let address = self.email.clone();
        installation
            .platform
            .store
            .write(move |tx| {
                let person = people::person::by_address(tx, &self.email)?;
                let person = person.with_context(|| format!("nobody has the address {}", self.email))?;
                invite(tx, &Scope::system("command line"), &keys, person.id)
            })
            .await?;
        Ok(Answer::line(format_args!("invited {address}; the link holds for three days")))
    }
}

/// Invites, if there is a mailbox that can send it.
pub fn invite(tx: &mut Tx<'_>, scope: &Scope, keys: &Keys, person: i64) -> anyhow::Result<()> {
    let mailbox = desk::mailbox::for_queue(tx, None)?;
    mailbox.context("there is no mailbox to send the invitation from; add one with aftercare mailbox add")?;
    people::link::invite(tx, scope, keys, person)?;
    Ok(())
}
