//! The main job on real input: a customer's mail comes through a real mail server, becomes a ticket, is answered, and
//! the answer arrives in a real mailbox; the reply to it reopens the ticket.

use std::time::Duration;

use mail::{Limits, Parsed};
use serde_json::{Value, json};
use testkit::{dovecot, postfix, smtp};

use crate::{
    binary::{Installation, PATIENCE, Server},
    http::Events,
};

const KIM: &str = "kim@outside.test";
const HELP: &str = "help@provider.test";
/// What the product promises for a second browser.
const PROMISED: Duration = Duration::from_millis(300);
/// What a machine that runs other tests at the same time must keep.
const ALLOWED: Duration = Duration::from_secs(2);

/// The mailbox that is fetched.
const FETCHED: &str = "fetched@outside.test";

fn letter(id: &str, to: &str, subject: &str, more: &str, body: &str) -> Vec<u8> {
    format!("From: Kim Park <{KIM}>\r\nTo: {to}\r\nSubject: {subject}\r\nMessage-ID: <{id}>\r\n{more}\r\n{body}\r\n")
        .into_bytes()
}

fn parsed(raw: &[u8]) -> Parsed {
    mail::parse(raw, &Limits::default())
}

fn wait_for_message(events: &mut Events, item: &Value) {
    events.wait("message.added", |event| &event["item"] == item);
}

#[test]
fn real_mail_is_answered_and_its_reply_reopens() {
    let inbox = dovecot::start().unwrap();
    let mut installation = Installation::new();
    let outside = postfix::start(&postfix::World {
        relayed: vec![("provider.test".to_owned(), installation.smtp())],
        mailboxes: vec![KIM.to_owned(), FETCHED.to_owned()],
        mail_folder: Some(inbox.mail_folder().to_owned()),
    })
    .unwrap();
    installation.set("AFTERCARE_RELAY__URL", format!("smtp://{}", outside.address()));
    installation.set("AFTERCARE_SMTP__HOSTNAME", "mx.provider.test");
    installation.run(&["user", "add", "ada@provider.test", "--name", "Ada Agent", "--role", "agent"]).good();
    let token = installation.run(&["token", "add", "ada@provider.test", "--name", "test"]).good();
    installation.run(&["mailbox", "add", HELP, "--queue", "Support"]).good();
    let server = installation.serve();
    let mut events = server.http.follow(&token);
    let http = &server.http;

    // 1. A mail, sent with an ordinary client through a real mail server, becomes a ticket and is acknowledged.
    let raw = letter("question@outside.test", HELP, "Export hangs", "", "It hangs at 90 %.");
    assert_eq!(smtp::send(outside.address(), KIM, &[HELP], &raw).unwrap().code, 250);
    let item = events.wait("item.created", |_| true).value["item"].clone();
    wait_for_message(&mut events, &item);
    let box_of_kim = outside.mailbox(KIM).unwrap();
    let arrived =
        |count| box_of_kim.wait_for(count, PATIENCE).unwrap_or_else(|error| panic!("{error:#}\n{}", outside.log()));
    assert!(parsed(&arrived(1)[0]).subject.contains("[SUP-1]"));

    // 2. An agent answers; the answer arrives in a real mailbox.
    http.post(&token, "/api/v1/items/SUP-1/messages", &json!({ "body": "Try **4.2.1**." })).expect(201);
    wait_for_message(&mut events, &item);
    let answer = parsed(&arrived(2)[1]);
    let reply_to = reply_address_of(&answer);

    // 3. The customer's reply to it lands on the same ticket and reopens it.
    http.patch(&token, "/api/v1/items/SUP-1", &json!({ "status": "solved" })).expect(200);
    events.wait("item.status_changed", |event| event["data"]["to"] == "solved");
    let thread = format!(
        "In-Reply-To: <{0}>\r\nReferences: <question@outside.test> <{0}>\r\n",
        answer.message_id.as_deref().unwrap()
    );
    let raw = letter("reply@outside.test", &reply_to, "Re: Export hangs [SUP-1]", &thread, "It still hangs.");
    assert_eq!(smtp::send(outside.address(), KIM, &[&reply_to], &raw).unwrap().code, 250);
    wait_for_message(&mut events, &item);
    events.wait("item.status_changed", |event| event["data"]["to"] == "open");
    let shown = http.get(&token, "/api/v1/items/SUP-1").expect(200).json();
    assert_eq!((&shown["status"], &shown["message_count"]), (&json!("open"), &json!(3)));

    // 4. Another mailbox is fetched; its first mail waits there, the second one is announced by the server (IDLE).
    fetch(&outside, &inbox, (&installation, &server, &token), &mut events);

    report_lateness(&events);
    assert!(server.stop().success());
    let doctor = installation.run(&["doctor"]);
    assert!(
        doctor.code == 0 && doctor.output.contains("5 received, 3 tickets, 1 replies, 0 to be decided"),
        "{doctor:?}"
    );
}

/// The answer is the agent's, belongs to the customer's mail and says where to reply.
fn reply_address_of(answer: &Parsed) -> String {
    let from = answer.from.clone().unwrap();
    assert_eq!((from.name.as_str(), from.address.as_str()), ("Ada Agent", HELP));
    assert_eq!(answer.in_reply_to, ["question@outside.test"]);
    assert!(answer.references.contains(&"question@outside.test".to_owned()), "{:?}", answer.references);
    assert_eq!((answer.subject.as_str(), answer.to[0].address.as_str()), ("Re: Export hangs [SUP-1]", KIM));
    let reply_to = answer.reply_to[0].address.clone();
    assert!(reply_to.starts_with("help+t") && reply_to.ends_with("@provider.test"), "{reply_to}");
    assert!(answer.html.as_deref().unwrap().contains("<strong>4.2.1</strong>") && !answer.machine.is_machine());
    reply_to
}

/// One mail waits in the mailbox before it is known here, one is announced by its server.
fn fetch(
    outside: &postfix::Postfix,
    inbox: &dovecot::Dovecot,
    (installation, server, token): (&Installation, &Server, &str),
    events: &mut Events,
) {
    let raw = letter("waiting@outside.test", FETCHED, "Fetched", "", "I waited.");
    assert_eq!(smtp::send(outside.address(), KIM, &[FETCHED], &raw).unwrap().code, 250);
    inbox.mailbox(FETCHED).unwrap().wait_for(1, PATIENCE).unwrap();
    let imap = format!("imap://fetched%40outside.test:{}@{}/INBOX", dovecot::PASSWORD, inbox.address());
    installation.run(&["mailbox", "add", FETCHED, "--queue", "Fetched", "--imap", &imap]).good();
    let first = events.wait("item.created", |_| true).value["item"].clone();
    wait_for_message(events, &first);
    // Every step is taken; the mail to itself goes out, comes back and becomes no ticket.
    let tried = installation.run(&["mailbox", "test", FETCHED]).good();
    assert!(tried.contains("INBOX") && tried.contains("it arrives") && !tried.contains("FAIL"), "{tried}");
    let raw = letter("idle@outside.test", FETCHED, "Announced", "", "You were told.");
    assert_eq!(smtp::send(outside.address(), KIM, &[FETCHED], &raw).unwrap().code, 250);
    let announced = events.wait("item.created", |_| true);
    let shown = server.http.get(token, &format!("/api/v1/items/{}", announced.value["item"])).expect(200).json();
    assert_eq!((&shown["title"], &shown["queue"]), (&json!("Announced"), &json!("Fetched")));
}

/// Every step reached the follower in time.
fn report_lateness(events: &Events) {
    for (kind, late) in events.late() {
        eprintln!("{kind} came {} ms after its commit began", late.as_millis());
        assert!(*late < ALLOWED, "{kind} came {late:?} late");
    }
    let slow = events.late().iter().filter(|(_, late)| *late > PROMISED).count();
    eprintln!(
        "{} of {} events came within {} ms",
        events.late().len() - slow,
        events.late().len(),
        PROMISED.as_millis()
    );
}
