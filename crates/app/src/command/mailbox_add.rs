//! `mailbox add`: an address and the queue its mail goes to; the queue is made when it does not exist.

use anyhow::Context as _;
use base::Scope;
use mail::mailbox::settings::{After, Credential, Encryption, FetchSettings, Protocol};
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
    /// Fetch it: imaps://user:password@host:993/INBOX (also imap+starttls://, pop3s://, pop3+stls://; imap:// and
    /// pop3:// only on this machine)
    #[arg(long, value_name = "URL", alias = "imap")]
    fetch: Option<String>,
    /// Fetch this folder, too; may be repeated
    #[arg(long, value_name = "NAME")]
    folder: Vec<String>,
    /// Move fetched mail to this folder instead of marking it as read
    #[arg(long, value_name = "NAME")]
    move_to: Option<String>,
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
        let mut fetch = self.fetch.as_deref().map(|url| read(url, &self.address)).transpose()?;
        if let Some(fetch) = &mut fetch {
            fetch.folders.extend(self.folder);
            fetch.after = self.move_to.map_or(fetch.after.clone(), After::Move);
        }
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
    let (scheme, rest) = url.split_once("://").context("the address must look like imaps://user:password@host")?;
    let (protocol, encryption) = match scheme {
        "imaps" => (Protocol::Imap, Encryption::Tls),
        "imap+starttls" => (Protocol::Imap, Encryption::StartTls),
        "imap" => (Protocol::Imap, Encryption::None),
        "pop3s" => (Protocol::Pop3, Encryption::Tls),
        "pop3+stls" => (Protocol::Pop3, Encryption::StartTls),
        "pop3" => (Protocol::Pop3, Encryption::None),
        other => anyhow::bail!("“{other}” is none of imaps, imap+starttls, imap, pop3s, pop3+stls, pop3"),
    };
    let (credentials, place) = rest.rsplit_once('@').context("the address holds no user and password")?;
    let (user, password) = credentials.split_once(':').context("the address holds no password")?;
    let (place, folder) = place.split_once('/').unwrap_or((place, ""));
    let (host, port) = place.rsplit_once(':').unwrap_or((place, ""));
    let user = if user.is_empty() { address.to_owned() } else { mail::outbox::decode(user) };
    let credential = Credential::Password(mail::outbox::decode(password));
    let mut settings = FetchSettings { protocol, encryption, ..FetchSettings::imap(host, user, credential) };
    settings.port =
        if port.is_empty() { protocol.port(encryption) } else { port.parse().context("the port is not a number")? };
    if !folder.is_empty() {
        settings.folders = vec![mail::outbox::decode(folder)];
    }
    if protocol == Protocol::Pop3 {
        settings.after = After::Leave;
    }
    Ok(settings)
}
