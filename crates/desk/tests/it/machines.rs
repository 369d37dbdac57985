//! Machines are heard and never answered; what comes back tells the fate of what went out.

use mail::outbox::{Delivery, DeliveryState};
use serde_json::json;
use testkit::{Sent, on_both};
use work::{Category, Visibility};

use crate::house::{ANN, House, SUPPORT, SYSTEM, letter, reply, thread_fields};

#[test]
fn an_out_of_office_never_reopens_and_is_never_answered() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Fixed.").await.parsed();
        house.solve("SUP-1").await;
        let (in_reply_to, _) = thread_fields(&answered);
        let fields = [in_reply_to.as_str(), "Auto-Submitted: auto-replied"];
        let before = house.app.sent.all().len();
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Automatic reply", &fields, "I am away.")).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved);
        let last = house.messages("SUP-1").await.pop().unwrap();
        assert!(last.automatic && last.text.contains("I am away."));
        house
            .write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Automatic reply", &["Precedence: auto_reply"], "Still away."))
            .await;
        assert_eq!(house.messages("SUP-2").await.len(), 1);
        assert_eq!(house.app.sent.all().len(), before, "no machine is answered");
    });
}

#[test]
fn each_sign_of_a_machine_keeps_a_mail_from_reopening_from_clocks_and_from_an_answer() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Which version?").await.parsed();
        let (in_reply_to, _) = thread_fields(&answered);
        let signs = [
            "Auto-Submitted: auto-generated",
            "Precedence: list",
            "X-Auto-Response-Suppress: OOF",
            "List-Id: <all.northwind.test>",
            "X-Loop: support",
            "X-Autoreply: yes",
            "X-Autorespond: yes",
            "X-Autoresponder: yes",
            "X-FC-Machinegenerated: true",
            "Return-Path: <>",
        ];
        let before = house.app.sent.all().len();
        for status in ["waiting", "solved"] {
            house.set_status("SUP-1", status).await;
            let item = house.item("SUP-1").await;
            for sign in signs {
                house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Re: x", &[&in_reply_to, sign], "Beep")).await;
                let now = house.item("SUP-1").await;
                assert_eq!(
                    (now.status, now.waiting_on, now.first_response_at, now.solved_at),
                    (item.status.clone(), item.waiting_on, item.first_response_at, item.solved_at),
                    "{sign}"
                );
            }
        }
        house.write("", SUPPORT, &letter(ANN, SUPPORT, "Re: x", &[&in_reply_to], "Null envelope sender")).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved);
        for sign in signs {
            house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Alert", &[sign], "Beep")).await;
        }
        assert_eq!(house.app.sent.all().len(), before, "no machine is answered");
        // However late: a machine opens no follow-up either.
        house.app.world.clock.advance(std::time::Duration::from_secs(30 * 86_400));
        let count = house.messages("SUP-1").await.len();
        let fields = [in_reply_to.as_str(), "Auto-Submitted: auto-replied"];
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Away", &fields, "Away")).await;
        assert_eq!(house.messages("SUP-1").await.len(), count + 1);
        house.balance().await;
    });
}

#[test]
fn a_bounce_marks_the_delivery_notes_it_on_the_ticket_and_stops_further_mail() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = house.answer("SUP-1", "Fixed.").await;
        assert_eq!(deliveries(&house, "SUP-1").await[0].state, DeliveryState::Accepted);
        house.solve("SUP-1").await;
        house.write("", &sent.envelope.from, &bounce_of(&sent, &sent.envelope.from)).await;
        let delivery = deliveries(&house, "SUP-1").await.remove(0);
        assert_eq!(delivery.state, DeliveryState::FailedHard);
        assert!(delivery.reason.unwrap().contains("No such user"));
        let note = house.messages("SUP-1").await.pop().unwrap();
        assert_eq!((note.visibility, note.automatic), (Visibility::Internal, true));
        assert!(note.text.contains(ANN), "{}", note.text);
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved, "a bounce reopens nothing");
        // Nothing more goes to that address, and the agent's page says so.
        let before = house.app.sent.all().len();
        let api = house.app.api(&house.agent).await;
        api.post("/api/v1/items/SUP-1/messages", &json!({ "body": "Hello?" })).await.expect(201);
        house.app.drain().await;
        assert_eq!(house.app.sent.all().len(), before);
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Not delivered"), "{}", page.text());
        house.balance().await;
    });
}

#[test]
fn a_bounce_without_verp_is_found_by_the_returned_copy_and_a_forged_one_changes_nothing() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = house.answer("SUP-1", "Fixed.").await;
        let id = sent.parsed().message_id.unwrap();
        let forged = String::from_utf8(bounce_of(&sent, SUPPORT)).unwrap().replace(&id, "made-up@provider.test");
        house.write("", SUPPORT, forged.as_bytes()).await;
        assert_eq!(deliveries(&house, "SUP-1").await[0].state, DeliveryState::Accepted);
        assert_eq!(house.balance().await.dropped["report_about_nothing_of_ours"], 1);
        let honest = String::from_utf8(bounce_of(&sent, SUPPORT)).unwrap().replace("<dsn@", "<dsn2@");
        house.write("", SUPPORT, honest.as_bytes()).await;
        assert_eq!(deliveries(&house, "SUP-1").await[0].state, DeliveryState::FailedHard);
    });
}

#[test]
fn our_own_mail_that_comes_back_is_dropped() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let acknowledgement = house.anns_ticket().await;
        let answer = house.answer("SUP-1", "Fixed.").await;
        for ours in [&acknowledgement, &answer] {
            house.write(ANN, SUPPORT, &ours.raw).await;
        }
        assert_eq!(house.balance().await.dropped["own_mail"], 2);
        assert_eq!(house.messages("SUP-1").await.len(), 2);
        assert!(!house.exists("SUP-2").await);
    });
}

#[test]
fn nothing_automatic_goes_to_our_own_mailboxes() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write(SUPPORT, SUPPORT, &letter(SUPPORT, SUPPORT, "Hello me", &[], "Hi")).await;
        assert!(house.exists("SUP-1").await);
        assert!(house.app.sent.all().is_empty());
    });
}

#[test]
fn a_robot_that_writes_without_end_gets_only_its_ration() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        for number in 0..20 {
            house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, &format!("Alert {number}"), &[], "Disk full")).await;
        }
        assert_eq!(house.app.sent.to(ANN).len(), 5);
        assert_eq!(house.balance().await.ticketed, 20);
    });
}

#[test]
fn a_read_receipt_is_put_aside() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let (_, raw) = reply(ANN, &sent, "-");
        let raw = String::from_utf8(raw).unwrap().replace(
            "Content-Type: text/plain; charset=utf-8",
            "Content-Type: multipart/report; report-type=disposition-notification; boundary=b",
        );
        let raw = format!(
            "{raw}\r\n--b\r\nContent-Type: message/disposition-notification\r\n\r\nDisposition: manual-action/MDN-sent-manually; displayed\r\n\r\n--b--\r\n"
        );
        house.write(ANN, SUPPORT, raw.as_bytes()).await;
        assert_eq!(house.balance().await.dropped["read_receipt"], 1);
        assert_eq!(house.messages("SUP-1").await.len(), 1);
    });
}

async fn deliveries(house: &House, key: &str) -> Vec<Delivery> {
    let messages: Vec<i64> = house.messages(key).await.iter().map(|message| message.id).collect();
    house.app.store.read(move |tx| mail::outbox::deliveries_of(tx, &SYSTEM, messages)).await.unwrap()
}

/// A delivery status notification about one of our mails (RFC 3464).
fn bounce_of(sent: &Sent, to: &str) -> Vec<u8> {
    let report = format!(
        "From: Mail Delivery System <MAILER-DAEMON@mx.outside.test>
To: {to}
Subject: Undelivered Mail Returned to Sender
Message-ID: <dsn@mx.outside.test>
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary=d1

--d1
Content-Type: text/plain

I could not deliver your mail.
--d1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.outside.test

Final-Recipient: rfc822; {}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--d1
Content-Type: message/rfc822

",
        sent.envelope.to
    );
    let mut raw = report.replace('\n', "\r\n").into_bytes();
    raw.extend_from_slice(&sent.raw);
    raw.extend_from_slice(b"\r\n--d1--\r\n");
    raw
}
