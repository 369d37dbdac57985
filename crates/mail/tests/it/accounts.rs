//! Mailboxes fetched from a real Dovecot: folders, what becomes of fetched mail, shared mailboxes, POP3, encryption.

use std::{sync::Arc, time::Duration};

use mail::{
    intake::{self, Filter, State},
    mailbox::{
        self, TlsTrust,
        settings::{After, Credential, Encryption, FetchSettings, Protocol, Shared},
    },
};
use peers::{
    Maildir,
    dovecot::{self, Dovecot, PASSWORD},
};
use tokio_util::sync::CancellationToken;

use crate::rig::{Rig, admin};

/// How long a real server may take.
const PATIENCE: Duration = Duration::from_secs(30);
pub const USER: &str = "kim@outside.test";

pub fn letter(id: &str) -> Vec<u8> {
    format!("From: Ann <ann@customer.test>\r\nTo: <{USER}>\r\nSubject: {id}\r\nMessage-ID: <{id}@customer.test>\r\n\r\nHello.\r\n")
        .into_bytes()
}

pub fn imap(server: &Dovecot) -> FetchSettings {
    FetchSettings {
        port: server.address().port(),
        encryption: Encryption::None,
        ..FetchSettings::imap("127.0.0.1", USER, Credential::Password(PASSWORD.to_owned()))
    }
}

pub fn pop3(server: &Dovecot) -> FetchSettings {
    FetchSettings { protocol: Protocol::Pop3, port: server.pop3().port(), after: After::Leave, ..imap(server) }
}

/// A mailbox that is being fetched.
pub struct Fetched {
    rig: Arc<Rig>,
    cancel: CancellationToken,
}

impl Drop for Fetched {
    fn drop(&mut self) {
        self.cancel.cancel();
    }
}

impl Fetched {
    async fn with(settings: FetchSettings) -> Self {
        Self::trusting(settings, TlsTrust::public().unwrap()).await
    }

    async fn trusting(settings: FetchSettings, trust: TlsTrust) -> Self {
        let rig = Rig::new();
        set(&rig, settings).await;
        Self::begin(Arc::new(rig), trust)
    }

    pub fn begin(rig: Arc<Rig>, trust: TlsTrust) -> Self {
        let cancel = CancellationToken::new();
        base::tasks::spawn("test fetcher", mailbox::run(rig.mailbox, rig.door.clone(), trust, cancel.clone()));
        Self { rig, cancel }
    }

    /// The subjects of all mails that came in, in order.
    async fn subjects(&self) -> Vec<String> {
        let list = |state| {
            let limit = base::Limit::new(Some(200));
            self.rig.door.store.read(move |tx| intake::list(tx, &admin(), &Filter::of(state), limit, None))
        };
        let mut found: Vec<(i64, String)> = Vec::new();
        for state in [State::Received, State::Quarantined] {
            let page = list(state).await.unwrap();
            found.extend(page.items.into_iter().map(|mail| (mail.id, mail.subject)));
        }
        found.sort();
        found.into_iter().map(|(_, subject)| subject).collect()
    }

    pub async fn wait_for(&self, wanted: &[&str]) {
        let waiting = async {
            while self.subjects().await != wanted {
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        if tokio::time::timeout(PATIENCE, waiting).await.is_err() {
            let mailbox = self.mailbox().await;
            panic!("{wanted:?} were expected, {:?} came; {:?}", self.subjects().await, mailbox.last_error);
        }
    }

    async fn mailbox(&self) -> mailbox::Mailbox {
        let id = self.rig.mailbox;
        self.rig.door.store.read(move |tx| mailbox::get(tx, &admin(), id)).await.unwrap()
    }
}

pub async fn set(rig: &Rig, settings: FetchSettings) {
    let (id, keys) = (rig.mailbox, rig.door.keys.clone());
    let change = mailbox::Change { fetch: Some(Some(settings)), ..Default::default() };
    rig.door.store.write(move |tx| mailbox::change(tx, &admin(), &keys, id, &change)).await.unwrap();
}

/// Waits until a Maildir looks as wanted.
async fn until(what: &str, holds: impl Fn() -> bool) {
    let waiting = async {
        while !holds() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    assert!(tokio::time::timeout(PATIENCE, waiting).await.is_ok(), "{what}");
}

/// The flags of the mails in a Maildir (`S` for read).
fn flags(maildir: &Maildir) -> Vec<String> {
    let cur = std::fs::read_dir(maildir.path().join("cur")).unwrap();
    let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name().to_string_lossy().into_owned();
    cur.map(name).map(|name| name.rsplit_once(",").map_or("", |(_, flags)| flags).to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn real_folders_have_cursors_of_their_own_and_new_mail_is_announced() {
    let server = dovecot::start().unwrap();
    let inbox = server.mailbox(USER).unwrap();
    let second = server.folder(USER, "Second").unwrap();
    inbox.deliver(&letter("one")).unwrap();
    second.deliver(&letter("two")).unwrap();
    let settings = FetchSettings { folders: vec!["INBOX".into(), "Second".into()], ..imap(&server) };
    let fetched = Fetched::with(settings).await;
    fetched.wait_for(&["two", "one"]).await;
    until("fetched mail is marked as read", || flags(&inbox) == ["S"] && flags(&second) == ["S"]).await;
    inbox.deliver(&letter("three")).unwrap();
    fetched.wait_for(&["two", "one", "three"]).await;
    assert!(fetched.mailbox().await.last_fetched_at.is_some());
}

#[tokio::test(flavor = "multi_thread")]
async fn real_fetched_mail_is_left_or_moved_as_the_settings_say() {
    let server = dovecot::start().unwrap();
    let inbox = server.mailbox(USER).unwrap();
    inbox.deliver(&letter("one")).unwrap();
    let left = Fetched::with(FetchSettings { after: After::Leave, ..imap(&server) }).await;
    left.wait_for(&["one"]).await;
    until("the mail was looked at", || flags(&inbox) == [""]).await;
    drop(left);
    let moved = Fetched::with(FetchSettings { after: After::Move("Done".into()), ..imap(&server) }).await;
    moved.wait_for(&["one"]).await;
    let done = server.folder(USER, "Done").unwrap();
    until("the mail is moved", || inbox.messages().unwrap().is_empty() && done.messages().unwrap().len() == 1).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn real_a_new_generation_of_a_folder_brings_nothing_twice() {
    let server = dovecot::start().unwrap();
    let inbox = server.mailbox(USER).unwrap();
    inbox.deliver(&letter("one")).unwrap();
    let fetched = Fetched::with(FetchSettings { after: After::Leave, ..imap(&server) }).await;
    fetched.wait_for(&["one"]).await;
    let rig = Arc::clone(&fetched.rig);
    drop(fetched);
    // The account moves to another server: the same mails under other UIDs. Dovecot makes the generation of the time
    // in seconds.
    tokio::time::sleep(Duration::from_millis(1_100)).await;
    let elsewhere = dovecot::start().unwrap();
    let moved = elsewhere.mailbox(USER).unwrap();
    moved.deliver(&letter("one")).unwrap();
    moved.deliver(&letter("two")).unwrap();
    set(&rig, FetchSettings { after: After::Leave, ..imap(&elsewhere) }).await;
    let fetched = Fetched::begin(rig, TlsTrust::public().unwrap());
    fetched.wait_for(&["one", "two"]).await;
    let balance = fetched.rig.balance();
    assert_eq!((balance.received, balance.dropped.get("duplicate")), (3, Some(&1)), "{balance:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn real_a_shared_mailbox_is_opened_with_somebody_elses_sign_in() {
    let server = dovecot::start().unwrap();
    server.mailbox("team@outside.test").unwrap().deliver(&letter("for the team")).unwrap();
    let shared = Some(Shared::Authorization("team@outside.test".into()));
    for settings in [imap(&server), pop3(&server)] {
        let fetched = Fetched::with(FetchSettings { shared: shared.clone(), ..settings }).await;
        fetched.wait_for(&["for the team"]).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn real_pop3_takes_each_mail_once_and_leaves_it() {
    let server = dovecot::start().unwrap();
    let inbox = server.mailbox(USER).unwrap();
    inbox.deliver(&letter("one")).unwrap();
    inbox.deliver(b"From: a@b.test\r\nSubject: dots\r\n\r\n.\r\n..\r\nend\r\n").unwrap();
    let fetched = Fetched::with(pop3(&server)).await;
    fetched.wait_for(&["one", "dots"]).await;
    assert_eq!(inbox.messages().unwrap().len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn real_pop3_deletes_only_what_is_safe_and_whole() {
    let server = dovecot::start().unwrap();
    let inbox = server.mailbox(USER).unwrap();
    inbox.deliver(&letter("small")).unwrap();
    let large = [letter("large"), vec![b'x'; 2_000]].concat();
    inbox.deliver(&large).unwrap();
    let mut rig = Rig::new();
    rig.door.limits.size = 1_000;
    set(&rig, FetchSettings { after: After::Delete(0), ..pop3(&server) }).await;
    let fetched = Fetched::begin(Arc::new(rig), TlsTrust::public().unwrap());
    fetched.wait_for(&["small", "large"]).await;
    until("the small mail is deleted", || inbox.messages().unwrap().len() == 1).await;
    assert!(inbox.messages().unwrap()[0].starts_with(b"From: Ann") && inbox.messages().unwrap()[0].len() > 2_000);
}

#[tokio::test(flavor = "multi_thread")]
async fn real_connections_are_encrypted_after_a_plain_greeting_and_certificates_are_checked() {
    let made = rcgen::generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let certificate = Some((made.cert.pem(), made.signing_key.serialize_pem()));
    let server = dovecot::start_with(&dovecot::Options { certificate, introspection: None }).unwrap();
    let mut roots = rustls::RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let trust = TlsTrust::with(roots).unwrap();
    for (number, settings) in [imap(&server), pop3(&server)].into_iter().enumerate() {
        let subject = format!("encrypted {number}");
        server.mailbox(USER).unwrap().deliver(&letter(&subject.replace(' ', "-"))).unwrap();
        let settings = FetchSettings { host: "localhost".into(), encryption: Encryption::StartTls, ..settings };
        let strict = Fetched::with(settings.clone()).await;
        until_error(&strict, "issued by nobody who is trusted").await;
        let trusting = Fetched::trusting(settings, trust.clone()).await;
        until_fetched(&trusting).await;
    }
    let elsewhere = FetchSettings { encryption: Encryption::StartTls, ..imap(&server) };
    until_error(&Fetched::trusting(elsewhere, trust).await, "for another name than 127.0.0.1").await;
}

pub async fn until_error(fetched: &Fetched, wanted: &str) {
    let waiting = async {
        loop {
            match fetched.mailbox().await.last_error {
                Some(error) if error.contains(wanted) => return,
                Some(error) => panic!("{wanted:?} was expected: {error}"),
                None => tokio::time::sleep(Duration::from_millis(50)).await,
            }
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.unwrap_or_else(|_| panic!("no error came: {wanted}"));
}

async fn until_fetched(fetched: &Fetched) {
    let waiting = async {
        while fetched.mailbox().await.last_fetched_at.is_none() {
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
    };
    let waited = tokio::time::timeout(PATIENCE, waiting).await;
    assert!(waited.is_ok(), "{:?}", fetched.mailbox().await.last_error);
}
