//! Which thread a mail continues, with a real graph.

use mail::{
    Limits, Parsed,
    identity::{marker, message_id, reply_address},
    mailbox, parse,
    thread::{self, Decision, Kind, Place, Sender, Settings, Threads, Verdict, graph},
};
use store::Tx;

use crate::rig::{Rig, SUPPORT};

struct Desk;

impl Threads for Desk {
    fn current(&self, _tx: &mut Tx, thread: i64) -> Result<Option<i64>, store::Error> {
        Ok(match thread {
            404 => None,
            20 => Some(21),
            other => Some(other),
        })
    }

    fn of_key(&self, _tx: &mut Tx, key: &str) -> Result<Option<i64>, store::Error> {
        Ok((key == "SUP-12").then_some(12))
    }

    fn sender(&self, _tx: &mut Tx, _thread: i64, address: &str) -> Result<Sender, store::Error> {
        Ok(Sender {
            participant: address == "ann@customer.example",
            same_organization: address.ends_with("@customer.example"),
            staff: address.ends_with("@desk.example"),
        })
    }
}

fn mail(from: &str, fields: &str) -> Parsed {
    parse(
        format!("From: {from}\r\nTo: {SUPPORT}\r\nSubject: x\r\n{fields}\r\n\r\nhello").as_bytes(),
        &Limits::default(),
    )
}

fn decide(rig: &Rig, mail: Parsed, to: &str) -> Decision {
    let (keys, to) = (rig.door.keys.clone(), vec![to.to_owned()]);
    rig.door
        .store
        .write_blocking(move |tx| {
            let resolved = mailbox::resolve(tx, &keys, &to)?;
            thread::place(tx, &mail, &resolved, &Desk, &keys, Settings::default())
        })
        .unwrap()
}

fn learn(rig: &Rig, id: &str, thread: i64, seen: graph::Seen) {
    let id = id.to_owned();
    rig.door.store.write_blocking(move |tx| graph::learn(tx, &id, thread, seen)).unwrap();
}

fn verdicts(decision: &Decision) -> Vec<Verdict> {
    decision.examined.iter().map(|one| one.verdict).collect()
}

#[test]
fn a_decision_tells_what_was_examined() {
    let rig = Rig::new();
    learn(&rig, "gone@c", 404, graph::Seen::Received);
    learn(&rig, "a@c", 1, graph::Seen::Received);
    let fields = "In-Reply-To: <unknown@c>\r\nReferences: <a@c> <gone@c>";
    let decision = decide(&rig, mail("evil@x.example", fields), SUPPORT);
    let told: Vec<_> = decision.examined.iter().map(|one| (one.detail.as_str(), one.thread, one.verdict)).collect();
    assert_eq!(
        told,
        [
            ("unknown@c", None, Verdict::LeadsNowhere),
            ("gone@c", None, Verdict::LeadsNowhere),
            ("a@c", Some(1), Verdict::Links),
        ]
    );
}

#[test]
fn a_signed_reply_address_leads_to_its_thread() {
    let rig = Rig::new();
    let to = reply_address::for_thread(&rig.door.keys, SUPPORT, 7);
    let decision = decide(&rig, mail("stranger@x.example", "X-A: b"), &to);
    assert_eq!(
        (decision.place, decision.kind, decision.sender_is_new),
        (Place::Thread(7), Some(Kind::SignedAddress), true)
    );
    let merged = reply_address::for_thread(&rig.door.keys, SUPPORT, 20);
    assert_eq!(decide(&rig, mail("ann@customer.example", "X-A: b"), &merged).place, Place::Thread(21));
    let gone = reply_address::for_thread(&rig.door.keys, SUPPORT, 404);
    assert_eq!(decide(&rig, mail("ann@customer.example", "X-A: b"), &gone).place, Place::New);
}

#[test]
fn in_reply_to_comes_before_references_and_the_last_reference_first() {
    let rig = Rig::new();
    for (id, thread) in [("a@c", 1), ("b@c", 2), ("d@c", 3)] {
        learn(&rig, id, thread, graph::Seen::Received);
    }
    let place = |fields| decide(&rig, mail("ann@customer.example", fields), SUPPORT).place;
    assert_eq!(place("In-Reply-To: <a@c>\r\nReferences: <b@c> <d@c>"), Place::Thread(1));
    assert_eq!(place("References: <a@c> <b@c> <unknown@c>"), Place::Thread(2));
    assert_eq!(place("In-Reply-To: <unknown@c>"), Place::New);
}

#[test]
fn ids_mentioned_by_earlier_mails_join_late_ones() {
    let rig = Rig::new();
    let first = mail("ann@customer.example", "Message-ID: <2@c>\r\nReferences: <1@c>");
    rig.door.store.write_blocking(move |tx| graph::learn_from(tx, &first, 9, false)).unwrap();
    let late = decide(&rig, mail("ann@customer.example", "Message-ID: <3@c>\r\nIn-Reply-To: <1@c>"), SUPPORT);
    assert_eq!(late.place, Place::Thread(9));
}

#[test]
fn a_stranger_with_thread_headers_starts_a_linked_thread() {
    let rig = Rig::new();
    learn(&rig, "a@c", 1, graph::Seen::Received);
    let decision = decide(&rig, mail("evil@x.example", "In-Reply-To: <a@c>"), SUPPORT);
    assert_eq!(decision.place, Place::NewLinked(1));
    let colleague = decide(&rig, mail("bob@customer.example", "In-Reply-To: <a@c>"), SUPPORT);
    assert_eq!((colleague.place, colleague.sender_is_new), (Place::Thread(1), true));
}

#[test]
fn an_id_of_ours_with_a_wrong_code_is_forged_and_believed_nowhere() {
    let rig = Rig::new();
    let real = message_id::new(&rig.door.keys, rig.door.store.world(), "desk.example");
    learn(&rig, &real, 1, graph::Seen::Sent);
    let answer = decide(&rig, mail("ann@customer.example", &format!("In-Reply-To: <{real}>")), SUPPORT);
    assert_eq!((answer.place, answer.forged), (Place::Thread(1), false));
    let forged = real.replacen(|c: char| c.is_ascii_digit(), "e", 1);
    learn(&rig, &forged, 1, graph::Seen::Mentioned);
    let decision = decide(&rig, mail("ann@customer.example", &format!("In-Reply-To: <{forged}>")), SUPPORT);
    assert_eq!((decision.place, decision.forged), (Place::New, true));
    assert_eq!(verdicts(&decision), [Verdict::Forged]);
    let both = format!("In-Reply-To: <{forged}>\r\nReferences: <{real}>");
    let decision = decide(&rig, mail("ann@customer.example", &both), SUPPORT);
    assert_eq!((decision.place, decision.forged), (Place::Thread(1), true));
    assert_eq!(verdicts(&decision), [Verdict::Forged, Verdict::Joins]);
}

#[test]
fn markers_and_subject_keys_are_hints_with_guards() {
    let rig = Rig::new();
    let text = marker::for_thread(&rig.door.keys, 30);
    let quoting = |from: &str| {
        parse(format!("From: {from}\r\nSubject: x\r\n\r\nyes\r\n> [{text}]").as_bytes(), &Limits::default())
    };
    assert_eq!(decide(&rig, quoting("ann@customer.example"), SUPPORT).place, Place::Thread(30));
    assert_eq!(decide(&rig, quoting("evil@x.example"), SUPPORT).place, Place::NewLinked(30));
    let keyed =
        |from: &str| parse(format!("From: {from}\r\nSubject: Re: [SUP-12]\r\n\r\nyes").as_bytes(), &Limits::default());
    assert_eq!(decide(&rig, keyed("ann@customer.example"), SUPPORT).place, Place::Thread(12));
    assert_eq!(decide(&rig, keyed("evil@x.example"), SUPPORT).place, Place::NewLinked(12));
}

#[test]
fn moving_a_message_teaches_the_graph_for_good() {
    let rig = Rig::new();
    learn(&rig, "a@c", 1, graph::Seen::Received);
    learn(&rig, "a@c", 2, graph::Seen::Mentioned);
    assert_eq!(decide(&rig, mail("ann@customer.example", "In-Reply-To: <a@c>"), SUPPORT).place, Place::Thread(1));
    learn(&rig, "a@c", 5, graph::Seen::Moved);
    learn(&rig, "a@c", 1, graph::Seen::Received);
    assert_eq!(decide(&rig, mail("ann@customer.example", "In-Reply-To: <a@c>"), SUPPORT).place, Place::Thread(5));
}

#[test]
fn a_partners_own_key_keeps_its_answers_together() {
    let rig = Rig::new();
    let keyed = |from: &str| {
        parse(format!("From: {from}\r\nSubject: INC0012345 updated\r\n\r\nx").as_bytes(), &Limits::default())
    };
    let first = keyed("ann@customer.example");
    rig.door.store.write_blocking(move |tx| graph::learn_from(tx, &first, 40, false)).unwrap();
    assert_eq!(decide(&rig, keyed("noreply@customer.example"), SUPPORT).place, Place::Thread(40));
    assert_eq!(decide(&rig, keyed("x@other.example"), SUPPORT).place, Place::New);
}

#[test]
fn the_same_subject_alone_joins_nothing() {
    let rig = Rig::new();
    let first = mail("ann@customer.example", "Message-ID: <1@c>");
    rig.door.store.write_blocking(move |tx| graph::learn_from(tx, &first, 50, false)).unwrap();
    assert_eq!(decide(&rig, mail("ann@customer.example", "Message-ID: <2@c>"), SUPPORT).place, Place::New);
}
