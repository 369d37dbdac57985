//! A customer's reply lands on its ticket, whatever of the thread its mail program kept, and reopens it.

use std::time::Duration;

use testkit::on_both;
use work::{Category, LinkKind};

use crate::house::{ANN, BOB, House, SUPPORT, letter, quoted, reply, thread_fields};

const DAY: Duration = Duration::from_secs(86_400);

#[test]
fn a_mailed_reply_reopens_a_solved_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = house.answer("SUP-1", "Fixed in 4.2.1.").await;
        house.solve("SUP-1").await;
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved);
        let (to, raw) = reply(ANN, &sent, "It still hangs.");
        house.write(ANN, &to, &raw).await;
        let item = house.item("SUP-1").await;
        assert_eq!((item.category, item.solved_at), (Category::Doing, None));
        assert_eq!(house.texts("SUP-1").await.0, ["It hangs at 90 %.", "Fixed in 4.2.1.", "It still hangs."]);
        assert!(house.messages("SUP-1").await[2].quoted_text.as_deref().unwrap().contains("Fixed in 4.2.1."));
        assert_eq!(house.app.sent.to(ANN).len(), 2, "a reply is not acknowledged");
        let balance = house.balance().await;
        assert_eq!((balance.received, balance.ticketed, balance.appended), (2, 1, 1));
    });
}

#[test]
fn a_reply_is_found_by_its_thread_headers_alone() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Fixed.").await.parsed();
        house.solve("SUP-1").await;
        let (in_reply_to, references) = thread_fields(&answered);
        for (field, body) in [(in_reply_to, "By In-Reply-To."), (references, "By References.")] {
            house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Another subject", &[&field], body)).await;
            assert!(
                house.reason("SUP-1").await.contains("In-Reply-To or References"),
                "{}",
                house.reason("SUP-1").await
            );
        }
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        assert_eq!(house.messages("SUP-1").await.len(), 4);
    });
}

#[test]
fn a_reply_is_found_by_its_signed_address_alone() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        house.solve("SUP-1").await;
        let to = sent.parsed().reply_to[0].address.clone();
        house.write(ANN, &to, &letter(ANN, &to, "Another subject", &[], "Still there.")).await;
        assert!(house.reason("SUP-1").await.contains("signed address"));
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        // A blind copy shows only in the envelope; another program writes the address in capitals.
        house.write(ANN, &to.to_uppercase(), &letter(ANN, "undisclosed:;", "Third", &[], "Blind copy.")).await;
        assert_eq!(house.messages("SUP-1").await.len(), 3);
    });
}

#[test]
fn a_reply_is_found_by_the_marker_in_its_quotes_alone() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let answered = house.answer("SUP-1", "Fixed.").await.parsed();
        house.solve("SUP-1").await;
        let body = format!("It is back.\n\nOn Monday Ada wrote:\n{}", quoted(&answered));
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Another subject", &[], &body)).await;
        assert!(house.reason("SUP-1").await.contains("signed marker"), "{}", house.reason("SUP-1").await);
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        let last = house.messages("SUP-1").await.pop().unwrap();
        assert_eq!(last.text.trim(), "It is back.");
    });
}

#[test]
fn a_reply_is_found_by_the_key_in_its_subject_when_a_participant_sends_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.solve("SUP-1").await;
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "about [sup-1]", &[], "Once more.")).await;
        assert!(house.reason("SUP-1").await.contains("its subject holds the key"));
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        // A colleague belongs to it too; the page shows that he was not on it before.
        house.write(BOB, SUPPORT, &letter(BOB, SUPPORT, "me too [SUP-1]", &[], "Here as well.")).await;
        assert!(house.reason("SUP-1").await.contains("the sender was not on it before"));
        assert_eq!(house.messages("SUP-1").await.len(), 3);
    });
}

#[test]
fn the_same_subject_joins_nothing() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Re: Export hangs", &[], "Another one.")).await;
        assert_eq!((house.messages("SUP-1").await.len(), house.messages("SUP-2").await.len()), (1, 1));
        assert!(house.links("SUP-2").await.is_empty());
    });
}

#[test]
fn a_reply_puts_a_ticket_that_waits_for_the_customer_back_to_work() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        house.set_status("SUP-1", "open").await;
        house.set_status("SUP-1", "waiting").await;
        let (to, raw) = reply(ANN, &sent, "Version 4.2.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
    });
}

#[test]
fn after_the_window_a_reply_is_a_new_linked_ticket() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let sent = house.answer("SUP-1", "Fixed.").await;
        house.solve("SUP-1").await;
        // Writing takes a second.
        house.app.world.clock.advance(14 * DAY - Duration::from_secs(1));
        let (to, raw) = reply(ANN, &sent, "Within the window.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Doing, "fourteen days are within the window");
        house.solve("SUP-1").await;
        house.app.world.clock.advance(14 * DAY);
        let (to, raw) = reply(ANN, &sent, "Too late.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Resolved);
        let links = house.links("SUP-2").await;
        assert_eq!((links[0].link, links[0].key.as_str()), (LinkKind::Relates, "SUP-1"));
        let new = house.item("SUP-2").await;
        assert_eq!(
            (new.category, new.requester, new.title.as_str()),
            (Category::Triage, Some(house.ann.id), "Export hangs")
        );
        assert_eq!(house.texts("SUP-2").await.0, ["Too late."]);
        assert_eq!(house.balance().await.ticketed, 2);
    });
}

#[test]
fn later_replies_to_the_old_mails_stay_on_the_follow_up_that_is_open() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        house.solve("SUP-1").await;
        house.app.world.clock.advance(15 * DAY);
        let (to, raw) = reply(ANN, &sent, "Too late.");
        house.write(ANN, &to, &raw).await;
        let answer = house.answer("SUP-2", "We look again.").await;
        let (to, raw) = reply(ANN, &answer, "Thank you.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.messages("SUP-2").await.len(), 3);
        assert!(!house.exists("SUP-3").await);
    });
}

#[test]
fn the_window_of_a_queue_is_changed_on_its_page() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let max = house.app.person("Mia Admin", "mia@provider.test", base::Role::Admin).await;
        let browser = house.app.signed_in(&max).await;
        let queue = house.item("SUP-1").await.queue.unwrap();
        let path = format!("/admin/queues/{queue}");
        let page = browser.get(&path).await.expect(200);
        let refused = browser.submit(&page, &path, &[("reopen_days", "-1")]).await.expect(422);
        assert!(refused.text().contains("value=\"-1\""), "what was typed is still there");
        browser.submit(&page, &path, &[("reopen_days", "2")]).await.expect(303);
        house.solve("SUP-1").await;
        house.app.world.clock.advance(DAY);
        let (to, raw) = reply(ANN, &sent, "Within two days.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        house.solve("SUP-1").await;
        house.app.world.clock.advance(3 * DAY);
        let (to, raw) = reply(ANN, &sent, "After three.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.links("SUP-2").await[0].key, "SUP-1");
        let api = house.app.api(&max).await;
        let changed =
            api.patch(&format!("/api/v1/queues/{queue}"), "*", &serde_json::json!({ "reopen_days": 0 })).await;
        assert_eq!(changed.expect(200).json()["reopen_days"], 0);
    });
}
