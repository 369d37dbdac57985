//! `mail key`: certificates and OpenPGP keys of mailboxes, of people and of trusted issuers.

use anyhow::Context as _;
use base::{Scope, Secret};
use mail::security::{self, Key, Owner};
use serde::{Deserialize, Serialize};

use super::Answer;
use crate::open::Installation;

const SCOPE: Scope = Scope::system("command line");

/// Certificates and OpenPGP keys
#[derive(Debug, clap::Subcommand, Serialize, Deserialize)]
pub enum MailKey {
    /// Add a key from standard input: PEM or OpenPGP armour
    Add(Add),
    /// Show all keys
    List,
    /// Take a key away
    Remove {
        /// The key's id, as `list` shows it
        id: i64,
    },
}

/// Whose key it is
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct Add {
    /// A private key with which this mailbox signs and opens mail
    #[arg(long, value_name = "ADDRESS", conflicts_with_all = ["address", "issuer"])]
    mailbox: Option<String>,
    /// A public key of whoever writes from this address; without any of these the key says itself whose it is
    #[arg(long, conflicts_with = "issuer")]
    address: Option<String>,
    /// The certificate of an issuer that is trusted
    #[arg(long)]
    issuer: bool,
    /// The first line of standard input is the private key's password
    #[arg(long, requires = "mailbox")]
    password: bool,
}

impl MailKey {
    /// Does what was asked.
    pub async fn run(self, installation: &Installation, input: Vec<u8>) -> anyhow::Result<Answer> {
        let store = installation.platform.store.clone();
        match self {
            Self::Add(add) => add.run(installation, input).await,
            Self::List => {
                let all = store.read(|tx| security::list(tx, &SCOPE)).await?;
                let lines: Vec<String> = all.iter().map(line).collect();
                Ok(Answer::line(if lines.is_empty() { "There are no keys.".to_owned() } else { lines.join("\n") }))
            }
            Self::Remove { id } => {
                store.write(move |tx| security::remove(tx, &SCOPE, id)).await?;
                Ok(Answer::line("The key is taken away."))
            }
        }
    }
}

impl Add {
    async fn run(self, installation: &Installation, input: Vec<u8>) -> anyhow::Result<Answer> {
        let (password, file) = if self.password { first_line(input)? } else { (String::new(), input) };
        let keys = installation.platform.keys.clone();
        let adding = move |tx: &mut store::Tx<'_>| {
            let owner = match (&self.mailbox, self.issuer) {
                (Some(address), _) => {
                    let all = mail::mailbox::list(tx, &SCOPE)?;
                    let found = all.into_iter().find(|one| one.address.eq_ignore_ascii_case(address));
                    Owner::Mailbox(found.ok_or(mail::Error::NotFound)?.id)
                }
                (None, true) => Owner::Issuer,
                (None, false) => Owner::Address(self.address.clone().unwrap_or_default()),
            };
            security::add(tx, &SCOPE, &keys, &owner, (&file, &Secret::new(password)))
        };
        let added = installation.platform.store.write(adding).await?;
        Ok(Answer::line(format_args!("added {}", line(&added))))
    }
}

fn first_line(input: Vec<u8>) -> anyhow::Result<(String, Vec<u8>)> {
    let end = input.iter().position(|&byte| byte == b'\n').context("standard input holds no second line")?;
    let (password, file) = input.split_at(end);
    Ok((String::from_utf8(password.trim_ascii_end().to_vec())?, file.to_vec()))
}

fn line(key: &Key) -> String {
    let owner = match &key.owner {
        Owner::Mailbox(mailbox) => format!("mailbox {mailbox}"),
        Owner::Address(address) => address.clone(),
        Owner::Issuer => "trusted issuer".to_owned(),
    };
    let until = key.valid_until.map_or_else(|| "without end".to_owned(), |until| format!("until {until}"));
    format!("{} {} {owner}: {} ({until}) {}", key.id, key.kind.as_str(), key.holder, key.fingerprint)
}
