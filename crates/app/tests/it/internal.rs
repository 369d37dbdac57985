//! What is internal never reaches a customer, by whatever way they look for it.

use serde_json::json;
use testkit::on_both;

use crate::stage::{Caller, NOTE, Stage, TITLE};

#[test]
fn customers_never_read_notes_nor_other_customers_tickets() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let ticket = stage.ticket().await;
        let agent = stage.app.api(stage.person(Caller::Agent)).await;
        let note = json!({ "body": NOTE, "visibility": "internal" });
        agent.post(&format!("/api/v1/items/{}/messages", ticket.key), &note).await.expect(201);
        let bug =
            json!({ "kind": "bug", "title": NOTE, "queue": "Support", "requester": { "email": "ann@northwind.test" } });
        let bug = agent.post("/api/v1/items", &bug).await.expect(201).json()["key"].as_str().unwrap().to_owned();
        stage.app.drain().await;
        let ways = [
            format!("/api/v1/items/{}", ticket.key),
            format!("/api/v1/items/{}", ticket.id),
            format!("/api/v1/items/{}/messages", ticket.key),
            format!("/api/v1/items/{}/events", ticket.key),
            format!("/api/v1/items/{bug}"),
            format!("/api/v1/items/{bug}/events"),
            format!("/portal/{bug}"),
            format!("/portal/{}", ticket.key),
            "/api/v1/items".to_owned(),
            "/api/v1/items?q=overdue".to_owned(),
            "/api/v1/items?q=%22contract%20is%20overdue%22".to_owned(),
            "/api/v1/items?q=kind:bug".to_owned(),
            "/api/v1/events?after=0&limit=200".to_owned(),
            "/portal?words=overdue".to_owned(),
            "/portal?view=all".to_owned(),
        ];
        for caller in [Caller::Ann, Caller::Bob, Caller::Eve] {
            let (browser, api) = (stage.browser(caller).await, stage.app.api(stage.person(caller)).await);
            for way in &ways {
                let answer = if way.starts_with("/api") { api.get(way).await } else { browser.get(way).await };
                let text = answer.text();
                assert!(!text.contains(NOTE), "{caller:?} reads the note at {way}:\n{text}");
                assert!(caller == Caller::Ann || !text.contains(TITLE), "{caller:?} reads the title at {way}:\n{text}");
            }
            let found = api.get("/api/v1/items?q=overdue").await.expect(200).json();
            assert_eq!(found["items"], json!([]), "{caller:?} finds the ticket by a word of its note");
        }
        let found = agent.get("/api/v1/items?q=overdue").await.expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 2, "staff find both: {found}");
        // The test would be worth nothing if the words did not reach staff.
        assert!(agent.get(&format!("/api/v1/items/{}/messages", ticket.key)).await.text().contains(NOTE));
    });
}

#[test]
fn events_name_no_internal_message_to_customers() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let ticket = stage.ticket().await;
        let seen = async |caller: Caller| {
            let api = stage.app.api(stage.person(caller)).await;
            let page = api.get("/api/v1/events?after=0&limit=200").await.expect(200).json();
            let events = page["items"].as_array().unwrap().clone();
            events.iter().filter(|event| event["item"] == json!(ticket.id) && event["kind"] == "message.added").count()
        };
        assert_eq!(seen(Caller::Agent).await, 2);
        assert_eq!(seen(Caller::Ann).await, 1);
        assert_eq!((seen(Caller::Bob).await, seen(Caller::Eve).await), (0, 0));
    });
}
