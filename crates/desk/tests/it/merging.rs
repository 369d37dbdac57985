//! Tickets about the same matter become one, messages find the ticket they belong to, and later mail follows.

use serde_json::json;
use testkit::on_both;
use work::Category;

use crate::house::{ANN, BOB, EVE, House, SUPPORT, letter, reply, thread_fields};

/// Ann writes twice about the same: SUP-1 and SUP-2.
async fn anns_two_tickets(house: &House) {
    house.anns_ticket().await;
    house
        .write(ANN, SUPPORT, &letter(ANN, SUPPORT, "It hangs again", &["Message-ID: <two@client.test>"], "Still."))
        .await;
    assert!(house.exists("SUP-2").await);
}

#[test]
fn another_open_ticket_of_the_person_is_merged_from_the_page_and_unmerged() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        anns_two_tickets(&house).await;
        let browser = house.app.signed_in(&house.agent).await;
        let page = browser.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("This person has 1 other open ticket") && page.text().contains("aria-keyshortcuts=\"m\""));
        let form = browser.get("/desk/SUP-1/merge").await.expect(200);
        assert!(form.text().contains("value=\"SUP-2\" checked"), "{}", form.text());
        browser.submit(&form, "/desk/SUP-1/merge", &[("other", "SUP-2")]).await.expect(303);
        assert_eq!(house.texts("SUP-2").await.0, ["It hangs at 90 %.", "Still."], "the old key leads on");
        assert_eq!(house.item("SUP-2").await.key, "SUP-1");
        let page = browser.get("/desk/SUP-2").await.expect(200);
        assert!(page.shows("Ada Agent merged SUP-2 into this") && page.shows("Undo the merge of SUP-2"));
        let undone = browser.submit(&page, "/desk/SUP-1/unmerge", &[]).await.expect(303);
        assert_eq!(undone.location(), "/desk/SUP-1");
        assert_eq!((house.texts("SUP-1").await.0.len(), house.texts("SUP-2").await.0), (1, vec!["Still.".to_owned()]));
        house.balance().await;
    });
}

#[test]
fn replies_to_a_merged_ticket_go_to_its_target_and_reopen_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "It hangs again", &[], "Still.")).await;
        let answer = house.answer("SUP-2", "Try 4.2.1.").await;
        house
            .app
            .api(&house.agent)
            .await
            .post("/api/v1/items/SUP-2/merge", &json!({ "into": "SUP-1" }))
            .await
            .expect(200);
        house.solve("SUP-1").await;
        let (to, raw) = reply(ANN, &answer, "No change.");
        house.write(ANN, &to, &raw).await;
        let by_key = letter(ANN, SUPPORT, "about [SUP-2]", &[], "And one more thing.");
        house.write(ANN, SUPPORT, &by_key).await;
        let texts = house.texts("SUP-1").await.0;
        assert_eq!(texts[texts.len() - 2..], ["No change.".to_owned(), "And one more thing.".to_owned()]);
        assert_eq!(house.item("SUP-1").await.category, Category::Doing);
        assert!(!house.exists("SUP-3").await);
        // Undone, the old mails lead to the old ticket again; what came meanwhile stays and says so.
        let undone =
            house.app.api(&house.agent).await.post("/api/v1/items/SUP-2/unmerge", &json!({})).await.expect(200);
        assert_eq!(undone.json()["stayed"], 2);
        let (to, raw) = reply(ANN, &answer, "Back here.");
        house.write(ANN, &to, &raw).await;
        assert_eq!(house.texts("SUP-2").await.0, ["Still.", "Try 4.2.1.", "Back here."]);
        let page = house.app.signed_in(&house.agent).await.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("messages that came after it stay here: 2"), "{}", page.text());
        house.balance().await;
    });
}

#[test]
fn a_merge_of_two_customers_is_refused_in_words() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(EVE, SUPPORT, &letter(EVE, SUPPORT, "Invoice", &[], "Which one?")).await;
        let browser = house.app.signed_in(&house.agent).await;
        let form = browser.get("/desk/SUP-1/merge").await.expect(200);
        let refused = browser.submit(&form, "/desk/SUP-1/merge", &[("key", "SUP-2")]).await.expect(422);
        assert!(refused.shows("different customers"), "{}", refused.text());
        browser.submit(&form, "/desk/SUP-1/merge", &[("key", "SUP-99")]).await.expect(422);
        browser.submit(&form, "/desk/SUP-1/merge", &[]).await.expect(422);
        let api = house.app.api(&house.eve).await;
        api.post("/api/v1/items/SUP-2/merge", &json!({ "into": "SUP-1" })).await.expect(403);
        assert_eq!(house.texts("SUP-1").await.0.len(), 1);
    });
}

#[test]
fn a_ticket_that_somebody_merged_meanwhile_is_not_merged_on() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        anns_two_tickets(&house).await;
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Third", &[], "Third.")).await;
        let browser = house.app.signed_in(&house.agent).await;
        let form = browser.get("/desk/SUP-3/merge").await.expect(200);
        let api = house.app.api(&house.agent).await;
        api.post("/api/v1/items/SUP-2/merge", &json!({ "into": "SUP-1" })).await.expect(200);
        // The page still shows SUP-2; merging it now must not pull SUP-1 along.
        let refused = browser.submit(&form, "/desk/SUP-3/merge", &[("other", "SUP-2")]).await.expect(422);
        assert!(refused.shows("a part of another item already"), "{}", refused.text());
        assert_eq!(house.texts("SUP-1").await.0.len(), 2);
        api.post("/api/v1/items/SUP-2/merge", &json!({ "into": "SUP-3" })).await.expect(404);
    });
}

#[test]
fn a_message_on_the_wrong_ticket_is_moved_and_later_mail_follows_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(BOB, SUPPORT, &letter(BOB, SUPPORT, "Login", &[], "I cannot sign in.")).await;
        // Bob writes about something else, but into Ann's thread.
        let wrong = letter(BOB, SUPPORT, "[SUP-1] my login", &["Message-ID: <wrong@client.test>"], "About my login.");
        house.write(BOB, SUPPORT, &wrong).await;
        let message = house.messages("SUP-1").await.pop().unwrap();
        let browser = house.app.signed_in(&house.agent).await;
        let path = format!("/desk/SUP-1/messages/{}/move", message.id);
        let form = browser.get(&path).await.expect(200);
        assert!(form.text().contains("value=\"SUP-2\""), "the writer's own open ticket is offered");
        browser.submit(&form, &path, &[("key", "SUP-2")]).await.expect(303);
        assert_eq!(house.texts("SUP-2").await.0, ["I cannot sign in.", "About my login."]);
        let later = letter(BOB, SUPPORT, "Re: my login", &["In-Reply-To: <wrong@client.test>"], "It works now.");
        house.write(BOB, SUPPORT, &later).await;
        assert_eq!(house.texts("SUP-2").await.0.len(), 3, "the graph has learned");
        assert!(house.reason("SUP-2").await.contains("In-Reply-To"));
        let bob = house.app.signed_in(&house.bob).await;
        assert!(bob.get("/portal/SUP-2").await.expect(200).shows("About my login."));
        let ann = house.app.signed_in(&house.ann).await;
        assert!(!ann.get("/portal/SUP-1").await.expect(200).shows("About my login."), "Ann no longer reads it");
        // And back.
        let page = browser.get("/desk/SUP-2").await.expect(200);
        assert!(page.shows("Moved from SUP-1"));
        browser.submit(&page, &format!("/desk/SUP-2/messages/{}/move-back", message.id), &[]).await.expect(303);
        assert_eq!(house.texts("SUP-1").await.0, ["It hangs at 90 %.", "About my login."]);
        let later = letter(BOB, SUPPORT, "Re: my login", &["In-Reply-To: <wrong@client.test>"], "And again.");
        house.write(BOB, SUPPORT, &later).await;
        assert_eq!(house.texts("SUP-1").await.0.len(), 3);
        house.balance().await;
    });
}

#[test]
fn a_message_becomes_a_ticket_of_its_own_with_its_files() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        let (to, raw) = reply(BOB, &sent, "I have another question.");
        house.write(BOB, &to, &raw).await;
        let message = house.messages("SUP-1").await.pop().unwrap();
        let api = house.app.api(&house.agent).await;
        let moved = api.post(&format!("/api/v1/messages/{}/move", message.id), &json!({})).await.expect(200);
        assert_eq!((&moved.json()["key"], &moved.json()["requester"]["name"]), (&json!("SUP-2"), &json!("Bob Ray")));
        assert_eq!(house.links("SUP-2").await[0].key, "SUP-1");
        assert_eq!(house.texts("SUP-1").await.0.len(), 1);
        // Bob's answer to the agent's next answer comes back to the new ticket.
        let body = json!({ "body": "What is it?" });
        api.post("/api/v1/items/SUP-2/messages", &body).await.expect(201);
        house.app.drain().await;
        let answer = house.app.sent.to(BOB).pop().unwrap();
        let (in_reply_to, _) = thread_fields(&answer.parsed());
        house.write(BOB, SUPPORT, &letter(BOB, SUPPORT, "Re", &[&in_reply_to], "This.")).await;
        assert_eq!(house.texts("SUP-2").await.0.len(), 3);
        for (caller, status) in [(&house.bob, 403), (&house.eve, 403)] {
            let api = house.app.api(caller).await;
            api.post(&format!("/api/v1/messages/{}/move", message.id), &json!({ "to": "SUP-1" })).await.expect(status);
        }
    });
}
