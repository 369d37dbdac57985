//! `mailbox add`: an address and the queue its mail goes to; the queue is made when it does not exist.

use anyhow::Context as _;
use base::Scope;
use mail::mailbox::settings::{Credential, Encryption, FetchSettings};
use serde::{Deserialize, Serialize};
use work::QueueData;

use super::Answer;
use crate::open::Installation;

/// Add a mailbox
#[derive(Debug, clap::Args, Serialize, Deserialize)]
pub struct MailboxAdd {
    /// The address
    address: String,
    /// The queue its mail goes to
    #[arg(long, value_name = "NAME")]
    queue: String,
    /// Fetch it: imaps://user:password@host:993/INBOX (imap:// only on this machine)
    #[arg(long, value_name = "URL")]
    imap: Option<String>,
    /// Send through a relay of its own: smtp+starttls://user:password@host:587 (also smtp://, smtps://)
    #[arg(long, value_name = "URL")]
    smtp: Option<String>,
    /// The name customers see
    #[arg(long, default_value = "")]
    name: String,
    /// Do not answer new tickets at once with their key
    #[arg(long)]
    quiet: bool,
}

impl MailboxAdd {
    /// Makes the queue if need be, then the mailbox.
    pub async fn run(self, installation: &Installation) -> anyhow::Result<Answer> {
        let fetch = self.imap.as_deref().map(|url| read(url, &self.address)).transpose()?;
        let (keys, said) = (installation.platform.keys.clone(), format!("{} → {}", self.address, self.queue));
        let id = installation
            .platform
            .store
            .write(move |tx| {
                let scope = Scope::system("command line");
                let queue = match work::queue::by_name(tx, &scope, &self.queue)? {
                    Some(queue) => queue.id,
                    None => work::queue::create(tx, &scope, QueueData::new(&self.queue, "SUP"))?.id,
                };
                let name = if self.name.is_empty() { &self.queue } else { &self.name };
                let mut new = desk::mailbox::NewMailbox::of(&self.address, name, queue);
                new.fetch = fetch;
                new.relay = self.smtp.map(base::Secret::new);
                new.acknowledges = !self.quiet;
                desk::mailbox::add(tx, &scope, &keys, new)
            })
            .await?;
        Ok(Answer::line(format_args!("added {said} ({id})")))
    }
}

/// Reads `imaps://user:password@host:port/folder`.
fn read(url: &str, address: &str) -> anyhow::Result<FetchSettings> {
    let (scheme, rest) = url.split_once("://").context("the IMAP address must look like imaps://user:password@host")?;
    let (encryption, usual) = match scheme {
        "imaps" => (Encryption::Tls, 993),
        "imap" => (Encryption::None, 143),
        other => anyhow::bail!("“{other}” is not imaps or imap"),
    };
    let (credentials, place) = rest.rsplit_once('@').context("the IMAP address holds no user and password")?;
    let (user, password) = credentials.split_once(':').context("the IMAP address holds no password")?;
    let (place, folder) = place.split_once('/').unwrap_or((place, ""));
    let (host, port) = place.rsplit_once(':').unwrap_or((place, ""));
    Ok(FetchSettings {
        host: host.to_owned(),
        port: if port.is_empty() { usual } else { port.parse().context("the port is not a number")? },
        encryption,
        user: if user.is_empty() { address.to_owned() } else { mail::outbox::decode(user) },
        credential: Credential::Password(mail::outbox::decode(password)),
        folder: if folder.is_empty() { "INBOX".to_owned() } else { folder.to_owned() },
        include_seen: false,
    })
}
