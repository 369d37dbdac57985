//! `token add`: makes an API token of a person; it is printed once, alone on standard output.

use anyhow::Context as _;
use people::token::NewToken;
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

/// Make an API token
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct TokenAdd {
    /// The owner's mail address
    email: String,
    /// What it is for
    #[arg(long)]
    name: String,
    /// Its life in days, 1 to 365
    #[arg(long, default_value_t = 90)]
    days: u32,
}

impl TokenAdd {
    /// Makes it in the owner's own scope: a token is never more than its owner.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let address = self.email.clone();
        let added = installation
            .platform
            .store
            .write(move |tx| {
                let owner = people::person::by_address(tx, &self.email)?.ok_or(people::Error::NotFound)?;
                let new = NewToken { name: self.name, days: self.days };
                people::token::add(tx, &people::scope_of(&owner), owner.id, &new)
            })
            .await
            .with_context(|| format!("no token for {address}"))?;
        Ok(Answer::line(added.token.expose()))
    }
}
