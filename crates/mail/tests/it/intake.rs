//! Raw first, exactly once, always in balance.

use base::Limit;
use mail::{
    Error, Outcome,
    intake::{self, State},
    mailbox::{self, NewMailbox},
};

use crate::rig::{Rig, SUPPORT, admin, incoming};

const MAIL: &str = "From: ann@customer.example\r\nTo: support@desk.example\r\nMessage-ID: <1@customer.example>\r\nSubject: x\r\n\r\nhello\r\n";

#[tokio::test]
async fn a_mail_is_stored_and_its_event_is_written() {
    let rig = Rig::new();
    let receipt = rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap();
    assert_eq!(receipt.state, State::Received);
    let stored = rig.door.store.read(move |tx| intake::get(tx, &admin(), receipt.mail)).await.unwrap();
    assert_eq!((stored.mailbox, stored.subject.as_str(), stored.size), (Some(rig.mailbox), "x", MAIL.len() as i64));
    assert_eq!(intake::raw(&rig.door.blobs, &stored).await.unwrap(), MAIL.as_bytes());
    assert_eq!(rig.balance().pending, 1);
}

#[tokio::test]
async fn the_same_mail_counts_once() {
    let rig = Rig::new();
    rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap();
    let again = rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap();
    assert_eq!((again.state, again.cause), (State::Dropped, Some("duplicate")));
    let without_id = "From: a@b.example\r\nSubject: y\r\n\r\nno id\r\n";
    assert_eq!(rig.door.accept(incoming(without_id, SUPPORT)).await.unwrap().state, State::Received);
    let traced = format!("Received: from z\r\n{without_id}");
    assert_eq!(rig.door.accept(incoming(&traced, SUPPORT)).await.unwrap().state, State::Dropped);
    let balance = rig.balance();
    assert_eq!((balance.received, balance.pending, balance.dropped["duplicate"]), (4, 2, 2));
}

#[tokio::test]
async fn a_mail_to_two_of_our_mailboxes_is_one() {
    let rig = Rig::new();
    let keys = rig.door.keys.clone();
    let sales = NewMailbox { address: "sales@desk.example".into(), name: "Sales".into(), fetch: None, relay: None };
    rig.door.store.write(move |tx| mailbox::add(tx, &admin(), &keys, &sales)).await.unwrap();
    assert_eq!(rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap().state, State::Received);
    assert_eq!(rig.door.accept(incoming(MAIL, "sales@desk.example")).await.unwrap().state, State::Dropped);
}

#[tokio::test]
async fn eight_clients_with_one_mail_make_one() {
    let rig = Rig::new();
    let all = (0..8).map(|_| rig.door.accept(incoming(MAIL, SUPPORT)));
    let states: Vec<_> =
        futures_util::future::join_all(all).await.into_iter().map(|done| done.unwrap().state).collect();
    assert_eq!(states.iter().filter(|state| **state == State::Received).count(), 1);
    assert_eq!(rig.balance().received, 8);
}

#[tokio::test]
async fn unknown_recipients_and_circles_wait_in_quarantine() {
    let rig = Rig::new();
    let stranger = MAIL.replace("To: support@desk.example", "To: x@elsewhere.example");
    let receipt = rig.door.accept(incoming(&stranger, "x@elsewhere.example")).await.unwrap();
    assert_eq!((receipt.state, receipt.cause), (State::Quarantined, Some("unknown_recipient")));
    let circle = "Received: from a\r\n".repeat(51) + &MAIL.replace("<1@", "<2@");
    assert_eq!(rig.door.accept(incoming(&circle, SUPPORT)).await.unwrap().cause, Some("loop"));

    let listed = rig
        .door
        .store
        .read(|tx| intake::list(tx, &admin(), &intake::Filter::of(State::Quarantined), Limit::default(), None))
        .await
        .unwrap();
    assert_eq!(listed.items.len(), 2);
    let mail = receipt.mail;
    rig.door.store.write(move |tx| intake::retry(tx, &admin(), mail)).await.unwrap();
    let second = rig.door.store.write(move |tx| intake::retry(tx, &admin(), mail)).await;
    assert!(matches!(second, Err(Error::TooLate)));
    rig.door.store.write(move |tx| intake::discard(tx, &admin(), mail)).await.unwrap();
    let balance = rig.balance();
    assert_eq!((balance.quarantined["loop"], balance.dropped["discarded"]), (1, 1));
}

#[tokio::test]
async fn a_mail_is_settled_once() {
    let rig = Rig::new();
    let mail = rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap().mail;
    let settle = |outcome: Outcome| rig.door.store.write(move |tx| mail::settle(tx, &admin(), mail, &outcome, None));
    settle(Outcome::Ticketed { thread: 5, message: 6 }).await.unwrap();
    assert!(matches!(settle(Outcome::Dropped { cause: "x".into() }).await, Err(Error::TooLate)));
    assert_eq!(rig.balance().ticketed, 1);
}

#[tokio::test]
async fn a_mail_past_the_size_is_refused_and_not_counted() {
    let mut rig = Rig::new();
    rig.door.limits.size = 50;
    let refused = rig.door.accept(incoming(MAIL, SUPPORT)).await;
    assert!(matches!(refused, Err(Error::TooLarge { limit: 50, .. })));
    assert_eq!(rig.balance().received, 0);
}

#[tokio::test]
async fn passwords_of_mailboxes_are_sealed() {
    use mail::mailbox::settings::{Credential, Encryption, FetchSettings};
    let rig = Rig::new();
    let fetch = FetchSettings {
        encryption: Encryption::None,
        ..FetchSettings::imap("127.0.0.1", "u", Credential::Password("hunter2".into()))
    };
    assert!(!format!("{fetch:?}").contains("hunter2"));
    let (mailbox, keys) = (rig.mailbox, rig.door.keys.clone());
    let change = mailbox::Change { fetch: Some(Some(fetch.clone())), ..Default::default() };
    rig.door.store.write(move |tx| mailbox::change(tx, &admin(), &keys, mailbox, &change)).await.unwrap();
    let keys = rig.door.keys.clone();
    let opened = rig.door.store.read(move |tx| mailbox::fetch_settings(tx, &keys, mailbox)).await.unwrap().unwrap();
    assert!(matches!(opened.credential, Credential::Password(password) if password == "hunter2"));
    let remote = FetchSettings { host: "imap.example".into(), ..fetch };
    assert!(matches!(remote.check(), Err(Error::Invalid { field: "encryption", .. })));
}

#[test]
fn every_statement_can_be_prepared() {
    let rig = Rig::new();
    rig.door
        .store
        .read_blocking(|tx| {
            for statement in mail::part().statements {
                tx.describe(statement.sql).unwrap_or_else(|error| panic!("{}: {error}", statement.name));
            }
            Ok::<_, store::Error>(())
        })
        .unwrap();
}

/// Whoever sees an id before us must not be able to make the real mail vanish.
#[tokio::test]
async fn attack_an_id_used_up_by_another_loses_no_mail() {
    let rig = Rig::new();
    let stolen = MAIL.replace("ann@customer.example", "mallory@evil.example").replace("hello", "mine");
    assert_eq!(rig.door.accept(incoming(&stolen, SUPPORT)).await.unwrap().state, State::Received);
    let real = rig.door.accept(incoming(MAIL, SUPPORT)).await.unwrap();
    assert_eq!((real.state, real.cause), (State::Quarantined, Some("reused_id")));
    rig.door.store.write(move |tx| intake::retry(tx, &admin(), real.mail)).await.unwrap();
    assert_eq!(rig.door.accept(incoming(&stolen, SUPPORT)).await.unwrap().cause, Some("duplicate"));
}
