//! The customers' side: what is public of their own tickets, and nothing else.

use serde_json::json;
use testkit::on_both;
use work::{Category, Channel};

use crate::house::{ANN, House};

#[test]
fn a_customer_sees_the_public_side_only() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.answer("SUP-1", "We look into it.").await;
        let note = json!({ "body": "Their contract has run out.", "visibility": "internal" });
        house.app.api(&house.agent).await.post("/api/v1/items/SUP-1/messages", &note).await.expect(201);
        house.app.drain().await;
        let ann = house.app.signed_in(&house.ann).await;
        let page = ann.get("/portal/SUP-1").await.expect(200);
        assert!(
            page.shows("It hangs at 90 %.") && page.shows("We look into it.") && !page.shows("contract"),
            "{}",
            page.text()
        );
        assert!(ann.get("/portal").await.expect(200).shows("Export hangs"));
        for other in [&house.bob, &house.eve] {
            let browser = house.app.signed_in(other).await;
            assert!(!browser.get("/portal").await.expect(200).shows("Export hangs"));
            browser.get("/portal/SUP-1").await.expect(404);
        }
        ann.get("/desk/SUP-1").await.expect(403);
    });
}

#[test]
fn a_customer_asks_replies_and_settles_on_pages() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let ann = house.app.signed_in(&house.ann).await;
        let form = ann.get("/portal/new").await.expect(200);
        let fields = [("title", "Import fails"), ("body", "Since **Monday**.")];
        let there = ann.submit(&form, "/portal/new", &fields).await.expect(303);
        assert_eq!(there.location(), "/portal/SUP-1");
        let page = ann.follow(there).await.expect(200);
        let item = house.item("SUP-1").await;
        assert_eq!(
            (item.channel, item.requester, item.category),
            (Channel::Portal, Some(house.ann.id), Category::Triage)
        );
        let page = ann.submit(&page, "/portal/SUP-1/solve", &[]).await.expect(303);
        assert_eq!(house.item("SUP-1").await.status, "solved");
        let page = ann.follow(page).await;
        ann.submit(&page, "/portal/SUP-1/messages", &[("body", "No, it is back.")]).await.expect(303);
        assert_eq!(house.item("SUP-1").await.category, Category::Doing, "a reply on the page reopens too");
        let empty = ann.submit(&page, "/portal/SUP-1/messages", &[("body", " ")]).await.expect(422);
        assert!(empty.shows("a message needs a text"), "{}", empty.text());
        house.app.drain().await;
        assert!(house.app.sent.all().is_empty(), "who writes on a page gets no mail about it");
        let answer = house.answer("SUP-1", "Seen.").await;
        assert_eq!(answer.envelope.to, ANN);
    });
}

#[test]
fn a_customer_cannot_reply_to_what_is_not_theirs() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let eve = house.app.signed_in(&house.eve).await;
        let own = eve.get("/portal/new").await.expect(200);
        let token = own.form("/portal/new").value("csrf").unwrap().to_owned();
        for path in ["/portal/SUP-1/messages", "/portal/SUP-1/solve"] {
            let refused = eve.post(path, &format!("csrf={token}&body=mine")).await;
            assert!(matches!(refused.status(), 404 | 415), "{path}: {}", refused.status());
        }
        assert_eq!(house.messages("SUP-1").await.len(), 1);
        assert_eq!(house.item("SUP-1").await.category, Category::Triage);
    });
}
