//! `user add`: makes a person; with a password from standard input they can sign in at once.

use base::{Role, Scope, Secret};
use people::person::NewPerson;
use serde::{Deserialize, Serialize};

use super::Answer;
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
        let address = self.email.clone();
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
                Ok::<_, people::Error>(person.id)
            })
            .await?;
        Ok(Answer::line(format_args!("added {address} ({id})")))
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
