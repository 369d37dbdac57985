//! Undo and send later: an answer that waits is seen by nobody, can be taken back whole, and is never said blindly.

use std::time::Duration;

use serde_json::{Value, json};
use testkit::on_both;
use work::Visibility;

use crate::house::{ANN, House, reply};

async fn hold(house: &House, body: &str, seconds: u64) -> Value {
    let send_at = house.app.world.world.now().plus(Duration::from_secs(seconds)).rfc3339();
    let seen = house.item("SUP-1").await.message_count;
    let new = json!({ "body": body, "send_at": send_at, "seen": seen, "status": "solved" });
    let api = house.app.api(&house.agent).await;
    let held = api.post("/api/v1/items/SUP-1/held-answers", &new).await.expect(201).json();
    house.app.drain().await;
    held
}

#[test]
fn an_answer_that_waits_is_said_at_its_time_and_not_before() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let before = house.app.sent.all().len();
        hold(&house, "Install 4.3.", 600).await;
        assert_eq!(house.messages("SUP-1").await.len(), 1);
        let portal = house.app.signed_in(&house.ann).await.get("/portal/SUP-1").await.expect(200);
        assert!(!portal.shows("Install 4.3."), "the customer sees nothing of it");
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("Install 4.3.") && page.shows("Take back"));
        house.app.world.clock.advance(Duration::from_secs(599));
        house.app.drain().await;
        assert_eq!(house.app.sent.all().len(), before);
        house.app.world.clock.advance(Duration::from_secs(2));
        house.app.drain().await;
        assert!(house.app.sent.to(ANN).pop().unwrap().text().contains("Install 4.3."));
        assert_eq!(house.item("SUP-1").await.status, "solved");
        assert_eq!(house.messages("SUP-1").await[1].author.person, Some(house.agent.id));
    });
}

#[test]
fn an_answer_is_taken_back_whole_by_its_author_alone_and_only_before_it_is_said() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let other = house.app.person("Olaf Other", "olaf@provider.test", base::Role::Agent).await;
        house.anns_ticket().await;
        let before = house.app.sent.all().len();
        let held = hold(&house, "Too early.", 10).await;
        let path = format!("/api/v1/held-answers/{}/take-back", held["id"]);
        let none = json!({});
        house.app.api(&other).await.post(&path, &none).await.expect(403);
        house.app.api(&house.ann).await.post(&path, &none).await.expect(403);
        let taken = house.app.api(&house.agent).await.post(&path, &none).await.expect(200).json();
        assert_eq!(taken["body"], "Too early.");
        house.app.api(&house.agent).await.post(&path, &none).await.expect(409);
        house.app.world.clock.advance(Duration::from_secs(60));
        house.app.drain().await;
        assert_eq!((house.messages("SUP-1").await.len(), house.app.sent.all().len()), (1, before));
        // The same by the form on the page; the text comes back into the composer.
        let held = hold(&house, "Once more.", 10).await;
        let browser = house.app.signed_in(&house.agent).await;
        let page = browser.get("/desk/SUP-1").await.expect(200);
        let action = format!("/desk/SUP-1/held/{}/take-back", held["id"]);
        let page = browser.submit(&page, &action, &[]).await;
        assert!(page.shows("Once more.") && !page.shows("Goes out"), "{}", page.text());
        house.app.world.clock.advance(Duration::from_secs(60));
        house.app.drain().await;
        assert_eq!(house.messages("SUP-1").await.len(), 1);
    });
}

#[test]
fn an_answer_is_kept_as_a_note_when_somebody_wrote_meanwhile_or_its_author_may_no_longer() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let acknowledgement = house.anns_ticket().await;
        hold(&house, "Is it solved?", 600).await;
        let (to, raw) = reply(ANN, &acknowledgement, "It works now, thank you.");
        house.write(ANN, &to, &raw).await;
        let before = house.app.sent.all().len();
        house.app.world.clock.advance(Duration::from_secs(601));
        house.app.drain().await;
        let last = house.messages("SUP-1").await.pop().unwrap();
        assert_eq!(last.visibility, Visibility::Internal);
        assert!(last.text.contains("Is it solved?") && last.text.contains("was not sent"), "{}", last.text);
        hold(&house, "From nobody.", 600).await;
        let (agent, admin) = (house.agent.id, crate::house::SYSTEM);
        house.app.store.write(move |tx| people::person::disable(tx, &admin, agent)).await.unwrap();
        house.app.world.clock.advance(Duration::from_secs(601));
        house.app.drain().await;
        let last = house.messages("SUP-1").await.pop().unwrap();
        assert!(last.visibility == Visibility::Internal && last.text.contains("From nobody."));
        assert_eq!(house.app.sent.all().len(), before, "nothing went out");
    });
}

#[test]
fn only_a_time_within_a_year_and_a_text_can_wait() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let api = house.app.api(&house.agent).await;
        let path = "/api/v1/items/SUP-1/held-answers";
        let now = house.app.world.world.now();
        let (past, far) = (now.minus(Duration::from_secs(60)), now.plus(Duration::from_secs(400 * 86_400)));
        for (body, at) in [("x", past), ("x", far), (" ", now.plus(Duration::from_secs(60)))] {
            api.post(path, &json!({ "body": body, "send_at": at.rfc3339() })).await.expect(422);
        }
        let soon = now.plus(Duration::from_secs(60)).rfc3339();
        let by_customer = house.app.api(&house.ann).await.post(path, &json!({ "body": "x", "send_at": soon })).await;
        by_customer.expect(403);
        assert!(api.get(path).await.expect(200).json()["items"].as_array().unwrap().is_empty());
    });
}
