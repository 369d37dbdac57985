//! Tries a mailbox out, one step after the other, and names the step that fails.
//!
//! Names, connection, encryption, sign-in, folders, newest mail; then sending: connection, sign-in, a mail to itself,
//! and its arrival. A step that cannot be taken because an earlier one failed is not reported.

use std::{sync::Arc, time::Duration};

use base::{Scope, Timestamp};
use futures_util::TryStreamExt as _;
use serde::{Deserialize, Serialize};
use store::params;
use tokio::sync::mpsc::UnboundedSender;

use super::{
    dial::{self, FetchError, TlsTrust, patiently},
    settings::{FetchSettings, Protocol},
    table,
};
use crate::{
    Error, identity,
    imap::{self, Imap},
    intake::Door,
    outbox::{self, Envelope, Handed, Relay, SmtpRelay, Transport},
    parse::INSTANCE_HEADER,
    pop3,
};

/// How long a mail to oneself may take.
const ARRIVAL: Duration = Duration::from_secs(60);
/// Between two looks for it.
const LOOK: Duration = Duration::from_secs(2);

/// One step of trying a mailbox out, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Check {
    /// The server's name has addresses.
    Names,
    /// The server accepts a connection.
    Connect,
    /// The connection is encrypted, the certificate good, the server greets.
    Encrypt,
    /// User and password, or token, are right.
    SignIn,
    /// The folders are there.
    Folders,
    /// The newest mail can be read.
    Newest,
    /// The outgoing server accepts a connection and encrypts it.
    SendConnect,
    /// The outgoing server takes user and password, or token.
    SendSignIn,
    /// It takes a mail from the mailbox to itself.
    Send,
    /// That mail arrives.
    Arrive,
}

impl Check {
    /// All steps in order.
    pub const ALL: [Self; 10] = [
        Self::Names,
        Self::Connect,
        Self::Encrypt,
        Self::SignIn,
        Self::Folders,
        Self::Newest,
        Self::SendConnect,
        Self::SendSignIn,
        Self::Send,
        Self::Arrive,
    ];

    /// The outward name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Connect => "connect",
            Self::Encrypt => "encrypt",
            Self::SignIn => "sign_in",
            Self::Folders => "folders",
            Self::Newest => "newest",
            Self::SendConnect => "send_connect",
            Self::SendSignIn => "send_sign_in",
            Self::Send => "send",
            Self::Arrive => "arrive",
        }
    }
}

/// How one step went.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Checked {
    /// The step.
    pub check: Check,
    /// It went well.
    pub well: bool,
    /// What was found, or what is wrong.
    pub detail: String,
}

/// What is tried out, and with what.
pub struct Probe {
    /// The mailbox.
    pub mailbox: i64,
    /// Its address.
    pub address: String,
    /// How it is fetched; none when mail arrives over SMTP.
    pub fetch: Option<FetchSettings>,
    /// Its own relay; the installation's when none.
    pub relay: Option<Relay>,
    /// The installation's relay.
    pub installation: Arc<dyn Transport>,
    /// Where mail comes in.
    pub door: Door,
    /// Which certificates are trusted.
    pub trust: TlsTrust,
    /// By this the product knows its own mail, so that the mail to itself becomes no ticket.
    pub instance: String,
}

type Steps<'a> = &'a UnboundedSender<Checked>;

impl Probe {
    /// Takes the steps and reports each when it is done.
    pub async fn run(self, report: UnboundedSender<Checked>) {
        let fetched = match &self.fetch {
            Some(settings) => self.fetching(settings, &report).await,
            None => Some(()),
        };
        if fetched.is_some() {
            self.sending(&report).await;
        }
    }

    async fn fetching(&self, settings: &FetchSettings, report: Steps<'_>) -> Option<()> {
        step(report, Check::Names, addresses(&settings.host).await)?;
        let connected = dial::connect(&settings.host, settings.port).await;
        let wire = step_with(report, Check::Connect, connected, |_| format!("{}:{}", settings.host, settings.port))?;
        match settings.protocol {
            Protocol::Imap => self.imap(wire, settings, report).await,
            Protocol::Pop3 => self.pop3(wire, settings, report).await,
        }
    }

    async fn imap(&self, wire: dial::Wire, settings: &FetchSettings, report: Steps<'_>) -> Option<()> {
        let greeted = imap::greet(wire, settings, &self.trust).await;
        let client = step_with(report, Check::Encrypt, greeted, |_| String::new())?;
        let signed_in = imap::sign_in(client, settings).await;
        let mut imap = step_with(report, Check::SignIn, signed_in, |_| settings.user.clone())?;
        step(report, Check::Folders, folders(&mut imap, settings).await)?;
        step(report, Check::Newest, newest(&mut imap, settings).await)?;
        let _ = patiently(imap.logout()).await;
        Some(())
    }

    async fn pop3(&self, wire: dial::Wire, settings: &FetchSettings, report: Steps<'_>) -> Option<()> {
        let greeted = pop3::greet(wire, settings, &self.trust).await;
        let mut client = step_with(report, Check::Encrypt, greeted, |_| String::new())?;
        let signed_in = pop3::sign_in(&mut client, settings).await;
        step_with(report, Check::SignIn, signed_in, |()| settings.user.clone())?;
        let listed = client.list().await;
        let listed = step_with(report, Check::Folders, listed, |listed| listed.len().to_string())?;
        let header = match listed.last() {
            Some(last) => client.header(last.number, self.door.limits.header_bytes).await.map(|raw| self.subject(&raw)),
            None => Ok("–".to_owned()),
        };
        step(report, Check::Newest, header)?;
        let _ = client.quit().await;
        Some(())
    }

    fn subject(&self, header: &[u8]) -> String {
        crate::parse(header, &self.door.limits).subject
    }

    async fn sending(&self, report: Steps<'_>) -> Option<()> {
        let transport: Arc<dyn Transport> = match &self.relay {
            Some(relay) => {
                let own = SmtpRelay::new(relay.clone());
                let opened = own.open().await.map_err(FetchError::Refused);
                let place = |_: &_| format!("{}:{}", relay.host, relay.port);
                let mut connection = step_with(report, Check::SendConnect, opened, place)?;
                let signed_in = own.sign_in(&mut connection).await.map_err(FetchError::SignIn);
                let user = relay.credentials.as_ref().map_or_else(|| "–".to_owned(), |(user, _)| user.clone());
                step_with(report, Check::SendSignIn, signed_in, |()| user)?;
                let _ = patiently(async { connection.quit().await.map_err(|_| FetchError::Silent) }).await;
                Arc::new(own)
            }
            None => Arc::clone(&self.installation),
        };
        let before = self.last_received().await;
        let (id, sent) = match self.send(transport.as_ref()).await {
            Ok((id, said)) => (id, Ok(said)),
            Err(error) => (String::new(), Err(error)),
        };
        step(report, Check::Send, sent)?;
        step(report, Check::Arrive, self.arrival(&id, before.unwrap_or(0)).await)
    }

    /// A mail that programs leave alone and the product knows as its own.
    async fn send(&self, transport: &dyn Transport) -> Result<(String, String), FetchError> {
        let world = self.door.store.world();
        let domain = crate::parse::addresses::domain(&self.address);
        let message_id = identity::message_id::new(&self.door.keys, world, domain);
        let raw = test_mail(&self.address, &message_id, world.now(), &self.instance);
        let envelope = Envelope { recipient: 0, from: self.address.clone(), to: self.address.clone() };
        match transport.hand_over(raw.as_bytes(), &[envelope]).await.pop() {
            Some(Handed::Accepted(said)) => Ok((message_id, said)),
            Some(Handed::Later(said) | Handed::Never(said)) => Err(FetchError::Refused(said)),
            None => Err(FetchError::Silent),
        }
    }

    async fn last_received(&self) -> Result<i64, Error> {
        let last = |tx: &mut store::Tx<'_>| Ok(tx.query_one(table::LAST_RECEIVED, params![], |row| row.get(0))?);
        self.door.store.read(last).await
    }

    /// By whichever way mail to the address comes in; for a fetched mailbox that is not running, in its folder.
    async fn arrival(&self, id: &str, before: i64) -> Result<String, FetchError> {
        let mut waited = Duration::ZERO;
        loop {
            let wanted = id.to_owned();
            let come = self
                .door
                .store
                .read(move |tx| {
                    let found = tx.query(table::RECEIVED_SINCE, params![before, wanted], |row| row.get::<i64>(0))?;
                    Ok::<_, Error>(!found.is_empty())
                })
                .await?;
            if come || self.lies_in_its_folder(id).await.unwrap_or(false) {
                return Ok(format!("{} s", waited.as_secs()));
            }
            if waited >= ARRIVAL {
                return Err(FetchError::Refused(format!(
                    "the mail to itself did not arrive within {} seconds; does the address lead to this mailbox?",
                    ARRIVAL.as_secs()
                )));
            }
            tokio::time::sleep(LOOK).await;
            waited += LOOK;
        }
    }

    async fn lies_in_its_folder(&self, id: &str) -> Result<bool, FetchError> {
        let Some(settings) = self.fetch.as_ref().filter(|settings| settings.protocol == Protocol::Imap) else {
            return Ok(false);
        };
        let wire = dial::connect(&settings.host, settings.port).await?;
        let mut imap = imap::sign_in(imap::greet(wire, settings, &self.trust).await?, settings).await?;
        let folder = settings.folders.first().map_or("INBOX", String::as_str);
        patiently(imap.examine(folder)).await?;
        let found = patiently(imap.uid_search(format!("HEADER Message-ID \"{id}\""))).await?;
        let _ = patiently(imap.logout()).await;
        Ok(!found.is_empty())
    }
}

fn test_mail(address: &str, message_id: &str, now: Timestamp, instance: &str) -> String {
    [
        &format!("From: <{address}>"),
        &format!("To: <{address}>"),
        "Subject: Test of this mailbox",
        &format!("Date: {}", outbox::date_line(now)),
        &format!("Message-ID: <{message_id}>"),
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        &format!("{INSTANCE_HEADER}: {instance}"),
        "MIME-Version: 1.0",
        "Content-Type: text/plain; charset=us-ascii",
        "",
        "This mail was sent to find out whether the mailbox works. Nobody needs to answer it.",
        "",
    ]
    .join("\r\n")
}

/// Reports a step; none when it failed.
fn step(report: Steps<'_>, check: Check, outcome: Result<String, FetchError>) -> Option<()> {
    step_with(report, check, outcome, String::clone).map(drop)
}

fn step_with<T>(
    report: Steps<'_>,
    check: Check,
    outcome: Result<T, FetchError>,
    detail: impl FnOnce(&T) -> String,
) -> Option<T> {
    let checked = match &outcome {
        Ok(found) => Checked { check, well: true, detail: detail(found) },
        Err(error) => Checked { check, well: false, detail: error.to_string() },
    };
    // Whoever asked may have gone; the steps do no harm without them.
    let _ = report.send(checked);
    outcome.ok()
}

async fn addresses(host: &str) -> Result<String, FetchError> {
    let unknown = |why: String| FetchError::Refused(format!("{host} has no address: {why}"));
    let found = patiently(tokio::net::lookup_host((host, 0))).await.map_err(|error| unknown(error.to_string()))?;
    let found: Vec<String> = found.map(|address| address.ip().to_string()).collect();
    if found.is_empty() { Err(unknown("it is not known".to_owned())) } else { Ok(found.join(", ")) }
}

/// All folders; an error names one that is not there.
async fn folders(imap: &mut Imap, settings: &FetchSettings) -> Result<String, FetchError> {
    let found = imap::folders(imap).await?;
    let is_there = |wanted: &&String| found.iter().any(|one| one == *wanted || is_inbox(one) && is_inbox(wanted));
    match settings.folders.iter().find(|wanted| !is_there(wanted)) {
        Some(missing) => {
            Err(FetchError::Refused(format!("there is no folder {missing}; there are {}", found.join(", "))))
        }
        None => Ok(found.join(", ")),
    }
}

/// The one name that is written in any case (RFC 3501 §5.1).
fn is_inbox(name: &str) -> bool {
    name.eq_ignore_ascii_case("INBOX")
}

async fn newest(imap: &mut Imap, settings: &FetchSettings) -> Result<String, FetchError> {
    let folder = settings.folders.first().map_or("INBOX", String::as_str);
    let selected = patiently(imap.examine(folder)).await?;
    if selected.exists == 0 {
        return Ok("–".to_owned());
    }
    let fetched: Vec<_> = patiently(async {
        imap.fetch(selected.exists.to_string(), "(UID BODY.PEEK[HEADER])").await?.try_collect().await
    })
    .await?;
    let header = fetched.first().and_then(|one| one.header()).unwrap_or_default();
    Ok(crate::parse(header, &crate::Limits::default()).subject)
}

/// Opens everything that trying a mailbox out needs from the database.
///
/// # Errors
/// [`Error::Forbidden`] unless an administrator asks, [`Error::NotFound`].
pub fn settings_of(
    tx: &mut store::Tx,
    scope: &Scope,
    keys: &keys::Keys,
    mailbox: i64,
) -> Result<(super::Mailbox, Option<FetchSettings>, Option<Relay>), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let found = super::get(tx, scope, mailbox)?;
    let relay = super::relay_address(tx, keys, mailbox)?;
    let relay = relay.map(|address| Relay::read(&address, found.domain())).transpose()?;
    let fetch = super::fetch_settings(tx, keys, mailbox)?;
    Ok((found, fetch, relay))
}
