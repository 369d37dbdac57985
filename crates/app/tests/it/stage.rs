//! The whole product in a test: staff, two customers and a colleague, and tickets as mail makes them.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use base::{Role, Scope};
use people::{Person, organization::NewOrganization};
use testkit::{Browser, Engine, TestApp};
use tokio::sync::OnceCell;
use work::{Author, NewMessage, QueueData};

pub const SUPPORT: &str = "support@provider.test";
pub const SYSTEM: Scope = Scope::system("test");
/// Words of Ann's ticket that only she and staff may read.
pub const TITLE: &str = "Turbine 7 stalls under load";
pub const WORDS: &str = "The gearbox screams at night";
/// Words that no customer may read.
pub const NOTE: &str = "their contract is overdue since March";

/// Everybody who may ask for something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Caller {
    Nobody,
    /// Asked for the ticket.
    Ann,
    /// Of the same organisation, which does not share its tickets.
    Bob,
    /// Of another organisation.
    Eve,
    Viewer,
    Agent,
    Admin,
}

impl Caller {
    pub const ALL: [Self; 7] = [Self::Nobody, Self::Ann, Self::Bob, Self::Eve, Self::Viewer, Self::Agent, Self::Admin];

    pub const fn role(self) -> Option<Role> {
        match self {
            Self::Nobody => None,
            Self::Ann | Self::Bob | Self::Eve => Some(Role::Customer),
            Self::Viewer => Some(Role::Viewer),
            Self::Agent => Some(Role::Agent),
            Self::Admin => Some(Role::Admin),
        }
    }

    pub fn is_customer(self) -> bool {
        self.role() == Some(Role::Customer)
    }
}

/// A ticket that Ann sent by mail, with a file and a note.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub key: String,
    pub id: i64,
    pub mail: i64,
    pub message: i64,
    pub attachment: i64,
}

pub struct Stage {
    pub app: TestApp,
    pub queue: i64,
    pub mailbox: i64,
    people: Vec<(Caller, Person)>,
    old: OnceCell<Ticket>,
}

impl Stage {
    pub async fn open(engine: Engine) -> Self {
        let app = TestApp::open(engine, aftercare::modules::contexts(), desk::reactions::registrations);
        let keys = app.platform.keys.clone();
        let made = app.store.write(move |tx| {
            let queue = work::queue::create(tx, &SYSTEM, QueueData::new("Support", "SUP"))?;
            let mut mailbox = desk::mailbox::NewMailbox::of(SUPPORT, "Support", queue.id);
            mailbox.acknowledges = false;
            let mailbox = desk::mailbox::add(tx, &SYSTEM, &keys, mailbox)?;
            for (name, domain) in [("Northwind", "northwind.test"), ("Globex", "globex.test")] {
                let new = NewOrganization { name: name.to_owned(), shares_items: false };
                let made = people::organization::create(tx, &SYSTEM, new)?;
                people::organization::add_domain(tx, &SYSTEM, made.id, domain)?;
            }
            Ok::<_, desk::Error>((queue.id, mailbox))
        });
        let (queue, mailbox) = made.await.unwrap();
        let mut people = Vec::new();
        for (caller, name, address) in [
            (Caller::Ann, "Ann Lee", "ann@northwind.test"),
            (Caller::Bob, "Bob Ray", "bob@northwind.test"),
            (Caller::Eve, "Eve Fox", "eve@globex.test"),
            (Caller::Viewer, "Vic View", "vic@provider.test"),
            (Caller::Agent, "Ada Agent", "ada@provider.test"),
            (Caller::Admin, "Max Admin", "max@provider.test"),
        ] {
            people.push((caller, app.person(name, address, caller.role().unwrap()).await));
        }
        Self { app, queue, mailbox, people, old: OnceCell::new() }
    }

    /// The person behind a caller; nobody has none.
    pub fn person(&self, caller: Caller) -> &Person {
        &self.people.iter().find(|(known, _)| *known == caller).expect("nobody is no person").1
    }

    pub async fn browser(&self, caller: Caller) -> Browser<'_> {
        if caller == Caller::Nobody { self.app.browser() } else { self.app.signed_in(self.person(caller)).await }
    }

    /// A new ticket of Ann's.
    pub async fn ticket(&self) -> Ticket {
        self.app.world.clock.advance(Duration::from_secs(1));
        let receipt = self.app.receive("ann@northwind.test", &[SUPPORT], &letter()).await;
        self.app.drain().await;
        let mail = receipt.mail;
        let write = self.app.store.write(move |tx| {
            let message = work::message::by_source(tx, &SYSTEM, mail)?.ok_or(work::Error::NotFound)?;
            let item = work::item::get(tx, &SYSTEM, message.item)?;
            let agent = Author { person: None, name: "Ada".to_owned() };
            work::message::add(tx, &SYSTEM, NewMessage::note(item.id, agent, NOTE))?;
            let attachment = message.attachments.first().ok_or(work::Error::NotFound)?.id;
            Ok::<_, work::Error>(Ticket { key: item.key, id: item.id, mail, message: message.id, attachment })
        });
        let ticket = write.await.expect("Ann's mail became a ticket");
        self.app.drain().await;
        ticket
    }

    /// Ann's first ticket.
    pub async fn old_ticket(&self) -> Ticket {
        self.old.get_or_init(|| self.ticket()).await.clone()
    }

    /// A mail that waits for an administrator.
    pub async fn quarantined(&self) -> i64 {
        let number = number();
        let raw = format!("Subject: nobody\r\nMessage-ID: <q{number}@outside.test>\r\n\r\nhello\r\n");
        let receipt = self.app.receive("", &[SUPPORT], raw.as_bytes()).await;
        self.app.drain().await;
        receipt.mail
    }
}

/// A number that no other call gets.
pub fn number() -> u64 {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    NUMBER.fetch_add(1, Ordering::Relaxed)
}

fn letter() -> Vec<u8> {
    let number = number();
    format!(
        "From: Ann Lee <ann@northwind.test>\r\nTo: {SUPPORT}\r\nSubject: {TITLE}\r\nMessage-ID: <{number}@northwind.test>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n\
         --b\r\nContent-Type: text/plain\r\n\r\n{WORDS}\r\n\
         --b\r\nContent-Type: text/csv\r\nContent-Disposition: attachment; filename=log.csv\r\n\r\n{WORDS};{number}\r\n--b--\r\n"
    )
    .into_bytes()
}
