//! What attackers try at the desk, each attack as somebody would make it.

use std::time::Duration;

use base::Role;
use http::Method;
use serde_json::json;
use store::params;
use testkit::{Api, on_both};
use work::Visibility;

use crate::house::{ANN, EVE, House, SUPPORT, letter, reply, thread_fields};

const MALLORY: &str = "mallory@outside.test";
const COPY: &str = "Cc: mallory@outside.test";

/// From is forged and the key of a ticket is guessed: the copy must not follow the ticket.
#[test]
fn attack_a_guessed_key_and_a_forged_sender_bring_nobody_along() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        for from in [ANN, "somebody@northwind.test"] {
            house.write(MALLORY, SUPPORT, &letter(from, SUPPORT, "Re: [SUP-1]", &[COPY], "Any news?")).await;
        }
        assert_eq!(house.messages("SUP-1").await.len(), 3, "the key holds for participants and colleagues");
        house.answer("SUP-1", "The password is hunter2.").await;
        assert!(house.app.sent.to(MALLORY).is_empty());
    });
}

/// Somebody passed a mail on: its signed address lets a stranger write, but not read along, however often they write.
#[test]
fn attack_a_passed_on_address_lets_nobody_read_along() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let sent = house.anns_ticket().await;
        for _ in 0..2 {
            let (to, raw) = reply(EVE, &sent, "Let my friend see this.");
            let raw = String::from_utf8(raw).unwrap().replacen("Subject:", &format!("{COPY}\r\nSubject:"), 1);
            let raw = raw.replacen("Message-ID: <", "Message-ID: <e", 1);
            house.write(EVE, &to, raw.as_bytes()).await;
        }
        assert_eq!(house.messages("SUP-1").await.len(), 3);
        house.answer("SUP-1", "The password is hunter2.").await;
        assert!(house.app.sent.to(MALLORY).is_empty());
        let texts: String = house.app.sent.to(EVE).iter().map(|sent| sent.text()).collect();
        assert!(!texts.contains("hunter2"), "{texts}");
    });
}

/// What the guards must not break: the customer's own reply brings a colleague along.
#[test]
fn a_customers_reply_brings_a_colleague_along() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let (in_reply_to, references) = thread_fields(&house.answer("SUP-1", "Which version?").await.parsed());
        let fields = [in_reply_to.as_str(), references.as_str(), "Cc: helper@outside.test"];
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Re: Export hangs", &fields, "4.2.")).await;
        house.answer("SUP-1", "Thank you.").await;
        assert_eq!(house.app.sent.to("helper@outside.test").len(), 1);
    });
}

async fn store_file(api: &Api<'_>, bytes: &'static str) -> String {
    let request = api.request(Method::POST, "/api/v1/blobs").header("content-type", "application/octet-stream");
    api.send(request, bytes).await.expect(201).json()["sha256"].as_str().unwrap().to_owned()
}

/// A digest is no secret: whoever knows it must not get the file.
#[test]
fn attack_a_digest_gives_nobody_the_file() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let (agent, ann) = (house.app.api(&house.agent).await, house.app.api(&house.ann).await);
        let secret = store_file(&agent, "salaries").await;
        let own = store_file(&ann, "screenshot").await;
        let path = "/api/v1/items/SUP-1/messages";
        let with = |digest: &str| json!({ "body": "See file", "attachments": [{ "sha256": digest, "name": "a.txt" }] });
        let refused = ann.post(path, &with(&secret)).await.expect(422).json();
        let absent = ann.post(path, &with(&"0".repeat(64))).await.expect(422).json();
        assert_eq!(refused, absent, "whether the file is there is not told");
        let sent = ann.post(path, &with(&own)).await.expect(201).json();
        let file = sent["attachments"][0]["id"].as_i64().unwrap();
        ann.get(&format!("/attachments/{file}")).await.expect(200);
        agent.post(path, &with(&own)).await.expect(201);
        house.app.api(&house.eve).await.get(&format!("/attachments/{file}")).await.expect(404);
        house.app.drain().await;
    });
}

/// Customers and viewers must not learn which addresses are known.
#[test]
fn attack_choosing_an_agent_tells_nothing_about_addresses() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let viewer = house.app.person("Vi Ewer", "vi@provider.test", Role::Viewer).await;
        for caller in [&house.eve, &viewer] {
            let api = house.app.api(caller).await;
            for address in [ANN, "ada@provider.test", "nobody@outside.test"] {
                api.post("/api/v1/items", &json!({ "title": "x", "assignee": address })).await.expect(403);
            }
        }
    });
}

/// An internal note of a customer would be invisible to its author and trusted by agents.
#[test]
fn attack_a_late_reply_is_no_internal_note() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.solve("SUP-1").await;
        house.app.world.clock.advance(Duration::from_secs(30 * 86_400));
        let ann = house.app.api(&house.ann).await;
        let path = "/api/v1/items/SUP-1/messages";
        ann.post(path, &json!({ "body": "From the boss", "visibility": "internal" })).await.expect(403);
        assert!(!house.exists("SUP-2").await);
        ann.post(path, &json!({ "body": "Again." })).await.expect(201);
        assert_eq!(house.messages("SUP-2").await[0].visibility, Visibility::Public);
        house.app.drain().await;
    });
}

/// A stolen token must not make itself a successor.
#[test]
fn attack_a_token_makes_no_staff() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let admin = house.app.person("Root", "root@provider.test", Role::Admin).await;
        let api = house.app.api(&admin).await;
        for role in ["admin", "agent", "viewer"] {
            let new = json!({ "email": format!("{role}@evil.test"), "role": role });
            api.post("/api/v1/people", &new).await.expect(403);
        }
        api.post("/api/v1/people", &json!({ "email": "new@globex.test" })).await.expect(201);
    });
}

/// The links that let people in rest sealed, in the queue of mails too, and are in no stored file.
#[test]
fn attack_a_stolen_database_holds_no_link_to_sign_in() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = house.app.browser();
        let page = browser.get("/sign-in").await.expect(200);
        browser.submit(&page, "/sign-in/send-link", &[("address", ANN), ("purpose", "sign_in")]).await;
        house.app.drain().await;
        let text = house.app.sent.to(ANN).pop().expect("the link is mailed").text();
        let (_, token) = text.split_once("token=").expect(&text);
        let token: String = token.chars().take(40).collect();
        let (drafts, files) = house
            .app
            .store
            .read(|tx| {
                tx.query("SELECT draft, digest FROM mail_outbox", params![], |row| {
                    Ok((row.get::<String>(0)?, row.get::<Option<String>>(1)?))
                })
            })
            .await
            .unwrap()
            .into_iter()
            .unzip::<_, _, Vec<_>, Vec<_>>();
        assert!(drafts.len() == 1 && !drafts[0].contains(&token) && files == [None], "{drafts:?} {files:?}");
    });
}

/// Control characters in an address of ours must not reach the headers of the answer.
#[test]
fn attack_control_characters_name_no_item() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let browser = house.app.signed_in(&house.ann).await;
        for key in ["SUP-1%0A", "SUP-1%0D%0ASet-Cookie:%20a=b", "%00SUP-1", "SUP-1%7F"] {
            browser.get(&format!("/portal/{key}")).await.expect(404);
        }
    });
}
