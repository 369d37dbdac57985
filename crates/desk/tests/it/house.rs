//! A furnished desk: two queues with mailboxes, staff, two customers, and letters as mail programs write them.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use base::{Role, Scope};
use desk::mailbox::NewMailbox;
use mail::{Parsed, Receipt, intake::Balance};
use people::{Person, organization::NewOrganization};
use serde_json::json;
use testkit::{Engine, Sent, TestApp};
use work::{Item, Link, Message, QueueData, Visibility};

pub const SUPPORT: &str = "support@provider.test";
pub const BILLING: &str = "billing@provider.test";
pub const ANN: &str = "ann@northwind.test";
pub const BOB: &str = "bob@northwind.test";
pub const EVE: &str = "eve@globex.test";
pub const AGENT: &str = "ada@provider.test";

pub const SYSTEM: Scope = Scope::system("test");

/// The desk of one story.
pub struct House {
    pub app: TestApp,
    /// Of the provider.
    pub agent: Person,
    /// Ann and Bob are of Northwind, whose people see only their own tickets.
    pub ann: Person,
    /// Ann's colleague.
    pub bob: Person,
    /// Of Globex.
    pub eve: Person,
}

impl House {
    pub async fn open(engine: Engine) -> Self {
        let app = TestApp::open(engine, vec![desk::module()], desk::reactions::registrations);
        let keys = app.platform.keys.clone();
        app.store
            .write(move |tx| {
                for (queue, prefix, address) in [("Support", "SUP", SUPPORT), ("Billing", "BIL", BILLING)] {
                    let made = work::queue::create(tx, &SYSTEM, QueueData::new(queue, prefix))?;
                    desk::mailbox::add(tx, &SYSTEM, &keys, NewMailbox::of(address, queue, made.id))?;
                }
                for (name, domain) in [("Northwind", "northwind.test"), ("Globex", "globex.test")] {
                    let new = NewOrganization { name: name.to_owned(), shares_items: false };
                    let made = people::organization::create(tx, &SYSTEM, new)?;
                    people::organization::add_domain(tx, &SYSTEM, made.id, domain)?;
                }
                Ok::<_, desk::Error>(())
            })
            .await
            .unwrap();
        app.person("Max Admin", "max@provider.test", Role::Admin).await;
        let agent = app.person("Ada Agent", AGENT, Role::Agent).await;
        let ann = app.person("Ann Lee", ANN, Role::Customer).await;
        let bob = app.person("Bob Ray", BOB, Role::Customer).await;
        let eve = app.person("Eve Fox", EVE, Role::Customer).await;
        assert_eq!(ann.organization_name.as_deref(), Some("Northwind"), "the domain tells the organisation");
        Self { app, agent, ann, bob, eve }
    }

    /// A mail comes in and the product acts on it.
    pub async fn write(&self, from: &str, to: &str, raw: &[u8]) -> Receipt {
        self.app.world.clock.advance(Duration::from_secs(1));
        let receipt = self.app.receive(from, &[to], raw).await;
        self.app.drain().await;
        receipt
    }

    /// Ann's first mail: ticket SUP-1, acknowledged.
    pub async fn anns_ticket(&self) -> Sent {
        self.write(
            ANN,
            SUPPORT,
            &letter("Ann Lee <ann@northwind.test>", SUPPORT, "Export hangs", &[], "It hangs at 90 %."),
        )
        .await;
        self.app.sent.to(ANN).pop().expect("Ann's ticket is acknowledged")
    }

    /// The agent answers in public through the interface; the mail that reached Ann.
    pub async fn answer(&self, key: &str, text: &str) -> Sent {
        let before = self.app.sent.to(ANN).len();
        let body = json!({ "body": text });
        self.app.api(&self.agent).await.post(&format!("/api/v1/items/{key}/messages"), &body).await.expect(201);
        self.app.drain().await;
        let sent = self.app.sent.to(ANN);
        assert_eq!(sent.len(), before + 1, "the answer reached Ann");
        sent.last().cloned().unwrap()
    }

    /// The agent solves the ticket.
    pub async fn solve(&self, key: &str) {
        self.set_status(key, "solved").await;
    }

    pub async fn set_status(&self, key: &str, status: &str) {
        let (key, status, scope) = (key.to_owned(), status.to_owned(), people::scope_of(&self.agent));
        let set = self.app.store.write(move |tx| {
            let item = work::item::find(tx, &scope, &key)?;
            work::item::set_status(tx, &scope, item.id, None, &status, None)
        });
        set.await.unwrap();
        self.app.drain().await;
    }

    pub async fn item(&self, key: &str) -> Item {
        let wanted = key.to_owned();
        let found = self.app.store.read(move |tx| work::item::find(tx, &SYSTEM, &wanted)).await;
        found.unwrap_or_else(|error| panic!("{key}: {error}"))
    }

    pub async fn exists(&self, key: &str) -> bool {
        let key = key.to_owned();
        self.app.store.read(move |tx| work::item::find(tx, &SYSTEM, &key)).await.is_ok()
    }

    pub async fn messages(&self, key: &str) -> Vec<Message> {
        let id = self.item(key).await.id;
        self.app.store.read(move |tx| work::message::list(tx, &SYSTEM, id)).await.unwrap()
    }

    pub async fn links(&self, key: &str) -> Vec<Link> {
        let id = self.item(key).await.id;
        self.app.store.read(move |tx| work::link::list(tx, &SYSTEM, id)).await.unwrap()
    }

    /// Why the last mail of a ticket went there, in the words of `aftercare explain`.
    pub async fn reason(&self, key: &str) -> String {
        let id = self.item(key).await.id;
        let explained = self.app.store.read(move |tx| desk::inbound::explained(tx, &SYSTEM, id)).await.unwrap();
        explained.last().expect("a mail went there").reason()
    }

    /// What became of all mails; nothing is undecided.
    pub async fn balance(&self) -> Balance {
        let balance = self.app.store.read(|tx| mail::balance(tx, &SYSTEM)).await.unwrap();
        assert!(balance.holds() && balance.pending == 0, "{balance:?}");
        balance
    }

    /// Texts of the public messages and of the internal ones.
    pub async fn texts(&self, key: &str) -> (Vec<String>, Vec<String>) {
        let (public, internal): (Vec<Message>, Vec<Message>) =
            self.messages(key).await.into_iter().partition(|message| message.visibility == Visibility::Public);
        let texts = |messages: Vec<Message>| messages.into_iter().map(|one| one.text.trim_end().to_owned()).collect();
        (texts(public), texts(internal))
    }
}

/// A mail as a plain program writes it; a field `Message-ID` of its own when none is given.
pub fn letter(from: &str, to: &str, subject: &str, fields: &[&str], body: &str) -> Vec<u8> {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let mut raw =
        format!("From: {from}\r\nTo: {to}\r\nSubject: {subject}\r\nDate: Mon, 02 Mar 2026 10:00:00 +0100\r\n");
    if !fields.iter().any(|field| field.starts_with("Message-ID")) {
        raw.push_str(&format!("Message-ID: <{}@client.test>\r\n", NUMBER.fetch_add(1, Ordering::Relaxed)));
    }
    for field in fields {
        raw.push_str(&format!("{field}\r\n"));
    }
    raw.push_str("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n");
    raw.push_str(&body.replace('\n', "\r\n"));
    raw.push_str("\r\n");
    raw.into_bytes()
}

/// A reply as a mail program writes it: to Reply-To, with the thread's headers and everything quoted.
pub fn reply(from: &str, sent: &Sent, body: &str) -> (String, Vec<u8>) {
    let answered = sent.parsed();
    let to = answered.reply_to.first().expect("answers have a Reply-To").address.clone();
    let (in_reply_to, references) = thread_fields(&answered);
    let subject = answered.subject.clone();
    let whole = format!("{body}\n\nOn Monday Ada wrote:\n{}", quoted(&answered));
    let raw = letter(from, &to, &subject, &[&in_reply_to, &references], &whole);
    (to, raw)
}

/// `In-Reply-To` and `References` of a reply.
pub fn thread_fields(answered: &Parsed) -> (String, String) {
    let id = answered.message_id.as_deref().expect("our mails have an id");
    let all: Vec<String> =
        answered.references.iter().map(String::as_str).chain([id]).map(|id| format!("<{id}>")).collect();
    (format!("In-Reply-To: <{id}>"), format!("References: {}", all.join(" ")))
}

/// Every line behind a `>`.
pub fn quoted(answered: &Parsed) -> String {
    answered.text.lines().map(|line| format!("> {line}\n")).collect()
}
