//! What is queued is sent, once as far as SMTP allows, and every recipient's fate is known.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use base::Clock as _;
use futures_util::future::BoxFuture;
use mail::{
    Error, Limits, MailAddress,
    identity::message_id,
    mailbox,
    outbox::{
        self, Automatic, Delivery, DeliveryState, Envelope, Handed, Outgoing, Queued, Refusal, Sender, Transport,
    },
    parse,
};

use crate::rig::{Rig, SUPPORT, admin, apart};

#[derive(Default)]
struct Post {
    sent: Mutex<Vec<(Envelope, Vec<u8>)>>,
    answers: Mutex<Vec<Handed>>,
}

impl Transport for Post {
    fn hand_over<'a>(&'a self, raw: &'a [u8], envelopes: &'a [Envelope]) -> BoxFuture<'a, Vec<Handed>> {
        Box::pin(async move {
            envelopes
                .iter()
                .map(|envelope| {
                    self.sent.lock().unwrap().push((envelope.clone(), raw.to_vec()));
                    self.answers.lock().unwrap().pop().unwrap_or_else(|| Handed::Accepted("250 OK".into()))
                })
                .collect()
        })
    }
}

struct Office {
    rig: Rig,
    post: Arc<Post>,
    runner: jobs::Runner,
}

impl Office {
    fn new() -> Self {
        let rig = Rig::new();
        let post = Arc::new(Post::default());
        let sender = Sender { blobs: rig.door.blobs.clone(), keys: rig.door.keys.clone(), transport: post.clone() };
        let runner = jobs::Runner::new(rig.door.store.clone(), vec![outbox::registration(sender)], vec![], vec![]);
        Self { rig, post, runner }
    }

    fn queue(&self, outgoing: Outgoing) -> Queued {
        let keys = self.rig.door.keys.clone();
        apart(|| self.rig.door.store.write_blocking(move |tx| outbox::queue(tx, &admin(), &keys, outgoing))).unwrap()
    }

    fn outgoing(&self, to: &[&str]) -> Outgoing {
        Outgoing {
            mailbox: self.rig.mailbox,
            from_name: None,
            thread: Some(7),
            message: Some(8),
            to: to.iter().map(|to| MailAddress { name: String::new(), address: (*to).into() }).collect(),
            cc: vec![],
            subject: "Re: x".into(),
            text: "hello".into(),
            html: Some("<p>hello</p>".into()),
            in_reply_to: Some("q@customer.example".into()),
            files: vec![],
            automatic: None,
            instance: "one".into(),
            not_before: None,
        }
    }

    async fn drain(&self) {
        assert_eq!(self.runner.drain().await.unwrap(), vec![]);
    }

    fn deliveries(&self) -> Vec<Delivery> {
        apart(|| self.rig.door.store.read_blocking(|tx| outbox::deliveries_of(tx, &admin(), vec![8]))).unwrap()
    }

    fn states(&self) -> Vec<DeliveryState> {
        self.deliveries().iter().map(|one| one.state).collect()
    }

    fn sent(&self) -> usize {
        self.post.sent.lock().unwrap().len()
    }
}

#[tokio::test]
async fn a_reply_is_sent_with_signed_addresses() {
    let office = Office::new();
    let queued = office.queue(office.outgoing(&["ann@customer.example", "bob@customer.example"]));
    office.drain().await;
    assert_eq!(office.states(), [DeliveryState::Accepted; 2]);
    let sent = office.post.sent.lock().unwrap();
    let mail = parse(&sent[0].1, &Limits::default());
    assert_eq!(mail.message_id, queued.message_id);
    assert!(message_id::is_ours(mail.message_id.as_deref().unwrap(), &office.rig.door.keys));
    assert!(mail.reply_to[0].address.starts_with("support+t7-"));
    assert!(sent[0].0.from.starts_with("support+b") && sent[0].0.from != sent[1].0.from);
    assert!(!mail.machine.is_machine() && mail.from.unwrap().address == SUPPORT);
}

#[tokio::test]
async fn a_later_attempt_sends_the_same_bytes() {
    let office = Office::new();
    office.post.answers.lock().unwrap().push(Handed::Later("451 busy".into()));
    office.queue(office.outgoing(&["ann@customer.example"]));
    office.drain().await;
    assert_eq!((office.states(), office.sent()), (vec![DeliveryState::FailedSoft], 1));
    office.rig.clock.advance(Duration::from_secs(61));
    office.drain().await;
    assert_eq!((office.states(), office.sent()), (vec![DeliveryState::Accepted], 2));
    let sent = office.post.sent.lock().unwrap();
    assert_eq!(sent[0].1, sent[1].1);
}

#[tokio::test]
async fn undo_takes_a_mail_back_before_its_time() {
    let office = Office::new();
    let later = office.rig.clock.now().plus(Duration::from_secs(10));
    let queued = office.queue(Outgoing { not_before: Some(later), ..office.outgoing(&["ann@customer.example"]) });
    let outbox = queued.outbox.unwrap();
    office.drain().await;
    assert_eq!(office.sent(), 0);
    let cancel = || office.rig.door.store.write(move |tx| outbox::cancel(tx, &admin(), outbox));
    cancel().await.unwrap();
    assert!(matches!(cancel().await, Err(Error::TooLate)));
    office.rig.clock.advance(Duration::from_secs(11));
    office.drain().await;
    assert_eq!(office.sent(), 0);
}

#[tokio::test]
async fn a_refused_address_gets_no_more_mail_until_it_is_allowed() {
    let office = Office::new();
    office.post.answers.lock().unwrap().push(Handed::Never("550 5.1.1 no such user".into()));
    office.queue(office.outgoing(&["gone@customer.example"]));
    office.drain().await;
    assert_eq!(office.states(), [DeliveryState::FailedHard]);
    let sent = office.sent();
    let queued = office.queue(office.outgoing(&["Gone@customer.example"]));
    assert_eq!(queued.refused[0].refusal, Refusal::Suppressed);
    office.drain().await;
    assert_eq!(office.sent(), sent);
    office.rig.door.store.write(|tx| outbox::allow(tx, &admin(), "gone@customer.example")).await.unwrap();
    assert!(office.queue(office.outgoing(&["gone@customer.example"])).outbox.is_some());
}

#[test]
fn mail_to_our_own_mailboxes_is_never_sent() {
    let office = Office::new();
    let queued = office.queue(office.outgoing(&["support+x@desk.example", "ann@customer.example"]));
    assert_eq!(queued.refused.len(), 1);
    assert_eq!(queued.refused[0].refusal, Refusal::OwnMailbox);
    assert!(queued.outbox.is_some());
}

#[tokio::test]
async fn automatic_mail_is_rationed_and_cannot_be_answered() {
    let office = Office::new();
    let automatic = || Outgoing { automatic: Some(Automatic::Reply), ..office.outgoing(&["robot@customer.example"]) };
    let queued = (0..20).filter(|_| office.queue(automatic()).outbox.is_some()).count();
    assert_eq!(queued, 5);
    office.drain().await;
    {
        let sent = office.post.sent.lock().unwrap();
        assert_eq!(sent[0].0.from, "");
        let mut mail = parse(&sent[0].1, &Limits::default());
        mail.judge(Some(""), "one", &office.rig.door.keys);
        assert!(mail.machine.is_own() && mail.machine.is_machine());
    }
    office.rig.clock.advance(Duration::from_secs(3_600));
    assert!(office.queue(automatic()).outbox.is_some());
}

#[tokio::test]
async fn a_bounce_finds_its_delivery_and_a_forged_one_finds_none() {
    let office = Office::new();
    let queued = office.queue(office.outgoing(&["gone@customer.example"]));
    office.drain().await;
    let report = |id: &str| {
        let raw = String::from_utf8(crate::corpus::raw("dsn")).unwrap().replace("ours@desk.example", id);
        parse(raw.as_bytes(), &Limits::default()).bounce.unwrap()
    };
    let note = |report: parse::BounceReport| {
        let keys = office.rig.door.keys.clone();
        office.rig.door.store.write(move |tx| outbox::note_report(tx, &admin(), &keys, &report, None))
    };
    assert!(note(report("forged@desk.example")).await.unwrap().is_empty());
    assert_eq!(office.states(), [DeliveryState::Accepted]);
    let noted = note(report(&queued.message_id.unwrap())).await.unwrap();
    assert_eq!((noted.len(), noted[0].suppressed, noted[0].delivery.thread), (1, true, Some(7)));
    assert_eq!(office.states(), [DeliveryState::FailedHard]);
}

#[tokio::test]
async fn a_mailbox_with_a_relay_of_its_own_does_not_use_the_common_one() {
    let mut office = Office::new();
    // Nobody listens there: the attempt fails softly, and the common transport never sees the mail.
    let keys = office.rig.door.keys.clone();
    let own = mailbox::NewMailbox {
        address: "sales@desk.example".into(),
        name: "Sales".into(),
        fetch: None,
        relay: Some(base::Secret::new("smtp://user:hunter2@127.0.0.1:1".into())),
    };
    office.rig.mailbox =
        apart(|| office.rig.door.store.write_blocking(move |tx| mailbox::add(tx, &admin(), &keys, &own)).unwrap().id);
    office.queue(office.outgoing(&["ann@customer.example"]));
    office.drain().await;
    assert_eq!(office.states(), [DeliveryState::FailedSoft]);
    assert_eq!(office.sent(), 0);
    let sealed: String = apart(|| {
        let sql = "SELECT relay_sealed FROM mail_mailbox WHERE relay_sealed IS NOT NULL";
        office.rig.door.store.read_blocking(|tx| tx.query_one(sql, &[], |row| row.get(0))).unwrap()
    });
    assert!(!sealed.contains("hunter2"));
}
