//! A mail makes a ticket: in the queue of its mailbox, of its sender, acknowledged once.

use testkit::on_both;
use work::{Category, Channel};

use crate::house::{AGENT, ANN, BILLING, BOB, EVE, House, SUPPORT, letter, reply};

#[test]
fn a_mail_makes_a_ticket_and_is_acknowledged_with_its_key() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let item = house.item("SUP-1").await;
        assert_eq!(
            (item.title.as_str(), item.category, item.channel),
            ("Export hangs", Category::Triage, Channel::Mail)
        );
        assert_eq!((item.requester, item.organization), (Some(house.ann.id), house.ann.organization));
        assert_eq!(house.texts("SUP-1").await.0, ["It hangs at 90 %."]);
        let mail = sent.parsed();
        assert_eq!(mail.subject, "Re: Export hangs [SUP-1]");
        assert_eq!(mail.from.unwrap().address, SUPPORT);
        assert_eq!(sent.envelope.from, "", "nothing ever answers an acknowledgement (RFC 3834 §3.3)");
        let text = sent.text();
        assert!(
            text.contains("Auto-Submitted: auto-replied") && text.contains("X-Auto-Response-Suppress: All"),
            "{text}"
        );
        assert!(mail.text.contains("SUP-1"), "{}", mail.text);
        assert_eq!(house.balance().await.ticketed, 1);
    });
}

#[test]
fn the_mailbox_decides_the_queue() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write(ANN, BILLING, &letter(ANN, BILLING, "Invoice 7", &[], "It is wrong.")).await;
        let sent = house.app.sent.to(ANN).pop().unwrap().parsed();
        assert_eq!(sent.from.unwrap().address, BILLING);
        house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Crash", &[], "It crashes.")).await;
        let (billing, support) = (house.item("BIL-1").await, house.item("SUP-1").await);
        assert_ne!(billing.queue, support.queue);
        assert_eq!(support.organization, house.eve.organization);
    });
}

#[test]
fn whoever_writes_for_the_first_time_becomes_a_customer() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let new = "kim@northwind.test";
        house.write(new, SUPPORT, &letter("Kim Park <kim@northwind.test>", SUPPORT, "Hello", &[], "Hi")).await;
        let kim = house.app.store.read(move |tx| people::person::by_address(tx, new)).await.unwrap().unwrap();
        assert_eq!(
            (kim.name.as_str(), kim.role.as_str(), kim.organization),
            ("Kim Park", "customer", house.ann.organization)
        );
        assert_eq!(house.item("SUP-1").await.requester, Some(kim.id));
    });
}

#[test]
fn the_same_mail_twice_is_one_message() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let raw = letter(ANN, SUPPORT, "Export hangs", &[], "It hangs.");
        house.write(ANN, SUPPORT, &raw).await;
        let again = house.write(ANN, SUPPORT, &raw).await;
        assert_eq!(again.cause, Some("duplicate"));
        assert_eq!(house.messages("SUP-1").await.len(), 1);
        assert!(!house.exists("SUP-2").await);
        assert_eq!(house.app.sent.to(ANN).len(), 1, "acknowledged once");
        let balance = house.balance().await;
        assert_eq!((balance.received, balance.ticketed, balance.dropped["duplicate"]), (2, 1, 1));
    });
}

#[test]
fn a_mail_to_two_of_our_mailboxes_is_one_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let to = format!("{SUPPORT}, {BILLING}");
        let raw = letter(ANN, &to, "Export hangs", &[], "It hangs.");
        // Once for both as one SMTP transaction, then as a server that delivers to each apart.
        house.app.receive(ANN, &[SUPPORT, BILLING], &raw).await;
        house.app.receive(ANN, &[BILLING], &raw).await;
        house.app.drain().await;
        assert_eq!(house.messages("SUP-1").await.len(), 1);
        assert!(!house.exists("BIL-1").await);
        assert_eq!(house.app.sent.to(ANN).len(), 1);
        house.balance().await;
    });
}

#[test]
fn people_in_copy_follow_the_ticket_and_get_the_answers() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let copies = format!("Cc: Bob <{BOB}>, {AGENT}, {BILLING}, lee@outside.test");
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Export hangs", &[&copies], "It hangs.")).await;
        let answer = house.answer("SUP-1", "Which version?").await.parsed();
        let mut cc: Vec<&str> = answer.cc.iter().map(|one| one.address.as_str()).collect();
        cc.sort_unstable();
        assert_eq!(cc, [BOB, "lee@outside.test"], "customers only, none of our mailboxes");
        for copied in [BOB, "lee@outside.test"] {
            assert_eq!(house.app.sent.to(copied).len(), 1, "{copied}");
        }
        assert!(house.app.sent.to(AGENT).is_empty() && house.app.sent.to(BILLING).is_empty());
        let sent = house.app.sent.to(BOB).pop().unwrap();
        let (to, raw) = reply(BOB, &sent, "It is 4.2.");
        house.write(BOB, &to, &raw).await;
        assert_eq!(house.texts("SUP-1").await.0, ["It hangs.", "Which version?", "It is 4.2."]);
    });
}

#[test]
fn what_is_taken_twice_is_done_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let raw = letter(ANN, SUPPORT, "Export hangs", &[], "It hangs.");
        let receipt = house.app.receive(ANN, &[SUPPORT], &raw).await;
        let first = desk::inbound::take(&house.app.platform, receipt.mail).await.unwrap();
        let second = desk::inbound::take(&house.app.platform, receipt.mail).await.unwrap();
        assert_eq!((first.clone(), first), (second, desk::inbound::Taken::Created("SUP-1".to_owned())));
        // The job that the mail's event has started finds it settled.
        house.app.drain().await;
        assert_eq!(house.messages("SUP-1").await.len(), 1);
        assert_eq!(house.balance().await.ticketed, 1);
    });
}

#[test]
fn a_mail_without_sender_waits_for_an_administrator() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write("", SUPPORT, b"Subject: nobody\r\nMessage-ID: <x@y>\r\n\r\nhello\r\n").await;
        let balance = house.balance().await;
        assert_eq!(balance.quarantined["no_sender"], 1, "{balance:?}");
    });
}
