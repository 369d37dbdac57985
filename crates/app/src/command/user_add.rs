//! `user add`: makes a person and says how they sign in: with a password from standard input at once, else by a link.

use base::{Role, Scope, Secret};
use people::person::NewPerson;
use serde::{Deserialize, Serialize};

use super::{Answer, user_invite};
use crate::open::Installation;

/// Add a person
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct UserAdd {
    /// The mail address
    email: String,
    /// The name
    #[arg(long)]
    name: String,
    /// admin, agent, viewer or customer
    #[arg(long, value_parser = |text: &str| Role::parse(text).map_err(|error| error.to_string()))]
    role: Role,
    /// The customer's organisation; made when it does not exist
    #[arg(long)]
    org: Option<String>,
    /// Read the password from standard input
    #[arg(long)]
    pub password_stdin: bool,
    /// Mail them a link with which they choose a password
    #[arg(long, conflicts_with = "password_stdin")]
    invite: bool,
}

impl UserAdd {
    /// Hashes outside the transaction, then makes everything at once.
    pub async fn run(self, installation: &Installation, input: Vec<u8>) -> anyhow::Result<Answer> {
        let platform = &installation.platform;
        let password = if self.password_stdin { Some(read(input)?) } else { None };
        let hashed = match password {
            Some(password) => Some(platform.sign_in.passwords().hash(password, &[&self.email, &self.name]).await?),
            None => None,
        };
        let (address, how) = (self.email.clone(), self.how_to_sign_in(&platform.settings.base_url));
        let keys = platform.keys.clone();
        let id = platform
            .store
            .write(move |tx| {
                let scope = Scope::system("command line");
                let mut new = NewPerson::of(&self.name, &self.email, self.role);
                new.verified = true;
                new.organization = self.org.as_deref().map(|name| organization(tx, &scope, name)).transpose()?;
                let person = people::person::create(tx, &scope, new)?;
                if let Some(hashed) = &hashed {
                    people::person::set_password(tx, &scope, person.id, hashed)?;
                }
                if self.invite {
                    user_invite::invite(tx, &scope, &keys, person.id)?;
                }
                Ok::<_, anyhow::Error>(person.id)
            })
            .await?;
        Ok(Answer { output: format!("added {address} ({id})\n"), error: how, ..Answer::default() })
    }

    /// One line for people; programs read standard output.
    fn how_to_sign_in(&self, base_url: &str) -> String {
        match (self.role, self.password_stdin, self.invite) {
            (_, true, _) => format!("They sign in at {base_url}/sign-in with their address and password.\n"),
            (_, _, true) => format!("The invitation is on its way to {}; its link holds for three days.\n", self.email),
            (Role::Customer, ..) => {
                format!("They sign in at {base_url}/sign-in with a link that is mailed to their address.\n")
            }
            _ => format!("They have no password yet: aftercare user invite {} mails them a link.\n", self.email),
        }
    }
}

fn organization(tx: &mut store::Tx<'_>, scope: &Scope, name: &str) -> people::Result<i64> {
    if let Some(found) = people::organization::by_name(tx, scope, name)? {
        return Ok(found.id);
    }
    let new = people::organization::NewOrganization { name: name.to_owned(), shares_items: false };
    Ok(people::organization::create(tx, scope, new)?.id)
}

/// The first line; a line end belongs to the terminal, not to the password.
fn read(input: Vec<u8>) -> anyhow::Result<Secret<String>> {
    let text = String::from_utf8(input)?;
    let password = text.lines().next().unwrap_or("").to_owned();
    anyhow::ensure!(!password.is_empty(), "standard input holds no password");
    Ok(Secret::new(password))
}
