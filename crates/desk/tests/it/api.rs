//! The JSON interface: items and messages made, read and changed, with its manners.

use http::Method;
use serde_json::{Value, json};
use testkit::on_both;

use crate::house::{ANN, EVE, House};

#[test]
fn an_item_is_made_read_and_changed() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let api = house.app.api(&house.agent).await;
        let new = json!({
            "kind": "ticket", "title": "Printer", "body": "It **smokes**.", "queue": "Support", "priority": 2,
            "requester": { "email": "new@globex.test", "name": "New Person" }, "tags": ["hardware"],
        });
        let made = api.post("/api/v1/items", &new).await.expect(201);
        assert_eq!(made.location(), "/api/v1/items/SUP-1");
        let item = made.json();
        for (field, expected) in [
            ("key", json!("SUP-1")),
            ("kind", json!("ticket")),
            ("status", json!("new")),
            ("status_category", json!("triage")),
            ("priority", json!(2)),
            ("queue", json!("Support")),
            ("assignee", Value::Null),
            ("tags", json!(["hardware"])),
            ("url", json!("https://help.test/desk/SUP-1")),
        ] {
            assert_eq!(item[field], expected, "{field} of {item}");
        }
        assert_eq!(item["requester"]["email"], "new@globex.test");
        assert_eq!(item["organization"]["name"], "Globex");
        let shown = api.get("/api/v1/items/SUP-1").await.expect(200);
        assert_eq!(shown.json(), item);
        let tag = shown.header("etag").unwrap().to_owned();
        let changed = api
            .patch("/api/v1/items/SUP-1", &tag, &json!({ "status": "open", "assignee": "ada@provider.test" }))
            .await
            .expect(200);
        assert_eq!(
            (&changed.json()["status"], &changed.json()["assignee"]["name"]),
            (&json!("open"), &json!("Ada Agent"))
        );
        let stale = api.patch("/api/v1/items/SUP-1", &tag, &json!({ "title": "Lost update" })).await.expect(412);
        assert!(stale.header("content-type").unwrap().starts_with("application/problem+json"));
        let item = house.item("SUP-1").await;
        assert_eq!((item.title.as_str(), item.status.as_str()), ("Printer", "open"));
        house.app.drain().await;
    });
}

#[test]
fn messages_are_listed_added_and_refused_when_stale() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let agent = house.app.api(&house.agent).await;
        let path = "/api/v1/items/SUP-1/messages";
        agent.post(path, &json!({ "body": "A note", "visibility": "internal" })).await.expect(201);
        let message = agent
            .post(path, &json!({ "body": "<b>Hi</b><script>x</script>", "format": "html" }))
            .await
            .expect(201)
            .json();
        assert_eq!(
            (&message["visibility"], &message["position"], &message["author"]["name"]),
            (&json!("public"), &json!(3), &json!("Ada Agent"))
        );
        assert!(!message["html"].as_str().unwrap().contains("script"), "{message}");
        let ann = house.app.api(&house.ann).await;
        ann.post(path, &json!({ "body": "One more thing" })).await.expect(201);
        agent.post(path, &json!({ "body": "Done.", "seen": 3 })).await.expect(412);
        agent.post(path, &json!({ "body": "Done.", "seen": 4, "status": "solved" })).await.expect(201);
        let texts = |answer: Value| -> Vec<String> {
            answer["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|one| one["text"].as_str().unwrap().trim().to_owned())
                .collect()
        };
        assert_eq!(
            texts(ann.get(path).await.expect(200).json()),
            ["It hangs at 90 %.", "Hi", "One more thing", "Done."]
        );
        assert_eq!(texts(agent.get(path).await.expect(200).json()).len(), 5);
        ann.post(path, &json!({ "body": "secret", "visibility": "internal" })).await.expect(403);
        house.app.drain().await;
        assert_eq!(house.app.sent.to(ANN).len(), 3, "acknowledgement and two answers");
    });
}

#[test]
fn a_repeated_request_with_its_key_is_done_once() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let api = house.app.api(&house.agent).await;
        let send = async |key: &str, title: &str| {
            let request = api.request(Method::POST, "/api/v1/items").header("content-type", "application/json");
            let body = json!({ "title": title, "queue": "Support" }).to_string();
            api.send(request.header("idempotency-key", key), body).await
        };
        let first = send("one", "Once").await.expect(201);
        let second = send("one", "Once").await.expect(201);
        assert_eq!(first.json()["key"], second.json()["key"]);
        assert!(second.header("idempotency-replayed").is_some());
        send("one", "Something else").await.expect(422);
        send("two", "Once").await.expect(201);
        assert!(house.exists("SUP-2").await && !house.exists("SUP-3").await);
        house.app.drain().await;
    });
}

#[test]
fn lists_are_filtered_paged_and_scoped() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let agent = house.app.api(&house.agent).await;
        for number in 0..5 {
            let requester = if number % 2 == 0 { ANN } else { EVE };
            let new = json!({ "title": format!("Item {number}"), "body": "printer", "queue": "Support", "requester": { "email": requester } });
            agent.post("/api/v1/items", &new).await.expect(201);
        }
        house.app.drain().await;
        let mut seen = Vec::new();
        let mut path = "/api/v1/items?q=status:new&limit=2".to_owned();
        loop {
            let page = agent.get(&path).await.expect(200).json();
            seen.extend(page["items"].as_array().unwrap().iter().map(|item| item["key"].as_str().unwrap().to_owned()));
            let Some(next) = page["next"].as_str() else { break };
            path = format!("/api/v1/items?q=status:new&limit=2&cursor={next}");
        }
        seen.sort();
        assert_eq!(seen, ["SUP-1", "SUP-2", "SUP-3", "SUP-4", "SUP-5"]);
        let found = agent.get("/api/v1/items?q=printer").await.expect(200).json();
        assert_eq!(found["items"].as_array().unwrap().len(), 5, "full text: {found}");
        let eve = house.app.api(&house.eve).await.get("/api/v1/items?q=printer").await.expect(200).json();
        assert_eq!(eve["items"].as_array().unwrap().len(), 2, "{eve}");
        let refused = agent.get("/api/v1/items?q=status:").await.expect(422).json();
        assert_eq!(refused["errors"][0]["field"], "q", "{refused}");
        agent.get("/api/v1/items?limit=201").await.expect(422);
        agent.get("/api/v1/items?cursor=nonsense").await.expect(422);
    });
}

#[test]
fn the_history_of_an_item_is_complete_for_staff_and_public_for_customers() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.answer("SUP-1", "Fixed.").await;
        let note = json!({ "body": "secret", "visibility": "internal" });
        house.app.api(&house.agent).await.post("/api/v1/items/SUP-1/messages", &note).await.expect(201);
        house.app.drain().await;
        let path = "/api/v1/items/SUP-1/events";
        let staff = house.app.api(&house.agent).await.get(path).await.expect(200).json();
        let kinds: Vec<&str> =
            staff["items"].as_array().unwrap().iter().map(|one| one["kind"].as_str().unwrap()).collect();
        for kind in ["item.created", "message.added", "item.status_changed"] {
            assert!(kinds.contains(&kind), "{kind} is missing in {kinds:?}");
        }
        let messages = kinds.iter().filter(|kind| **kind == "message.added").count();
        assert_eq!(messages, 3);
        let customer = house.app.api(&house.ann).await.get(path).await.expect(200).json();
        let public = customer["items"].as_array().unwrap();
        assert_eq!(public.iter().filter(|one| one["kind"] == "message.added").count(), 2, "{customer}");
        house.app.api(&house.eve).await.get(path).await.expect(404);
    });
}
