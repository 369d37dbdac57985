//! What the palette and the composer offer while somebody types, and to whom.

use serde_json::Value;
use testkit::{Browser, on_both};

use crate::house::House;

/// The labels of what is offered.
async fn offered(browser: &Browser<'_>, path: &str) -> Vec<String> {
    let answer = browser.get(path).await.expect(200);
    let entries = answer.json()["entries"].as_array().cloned().unwrap();
    entries.iter().filter_map(|entry| entry["label"].as_str().map(str::to_owned)).collect()
}

#[test]
fn the_palette_finds_tickets_by_key_and_people_by_name() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        let agent = house.app.signed_in(&house.agent).await;
        let found = offered(&agent, "/palette?q=sup-1").await;
        assert!(found[0].starts_with("SUP-1 "), "{found:?}");
        let answer = agent.get("/palette?q=ann").await.expect(200).json();
        let person =
            answer["entries"].as_array().unwrap().iter().find(|entry| entry["icon"] == "user").cloned().unwrap();
        assert!(person["href"].as_str().unwrap().starts_with("/desk?q=requester"), "{person}");
        assert_eq!(offered(&agent, "/palette").await, Vec::<String>::new(), "the page itself knows what is at hand");
        assert!(agent.get("/palette?q=status%3A").await.expect(200).json()["entries"].is_array(), "half a query");
    });
}

#[test]
fn addresses_and_colleagues_are_written_as_they_are_needed() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let agent = house.app.signed_in(&house.agent).await;
        let entries = agent.get("/suggest/addresses?q=ann").await.expect(200).json();
        let value = entries["entries"][0]["value"].as_str().unwrap().to_owned();
        assert!(value.ends_with('>') && value.contains('@'), "{value}");
        let name = house.agent.name.clone();
        let entries: Value = agent.get("/suggest/colleagues").await.expect(200).json();
        let values: Vec<&str> =
            entries["entries"].as_array().unwrap().iter().filter_map(|one| one["value"].as_str()).collect();
        assert!(values.contains(&format!("@{name}").as_str()), "{values:?}");
    });
}

#[test]
fn a_preview_is_what_will_be_read_and_runs_nothing() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let agent = house.app.signed_in(&house.agent).await;
        let token = agent.get("/desk/new").await.form("/desk/new").value("csrf").unwrap().to_owned();
        let body = format!("csrf={token}&body=**4.2.1**+%3Cscript%3Ealert(1)%3C%2Fscript%3E");
        let shown = agent.post("/suggest/preview", &body).await.expect(200);
        assert!(
            shown.text().contains("<strong>4.2.1</strong>") && !shown.text().contains("<script"),
            "{}",
            shown.text()
        );
    });
}

#[test]
fn customers_are_offered_nobody() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let ann = house.app.signed_in(&house.ann).await;
        for path in ["/palette?q=bob", "/suggest/addresses?q=bob", "/suggest/colleagues"] {
            ann.get(path).await.expect(403);
        }
    });
}
