//! What does not arrive is seen on the message, raises one task for each address, and is sent again on demand.

use mail::outbox::Handed;
use serde_json::{Value, json};
use testkit::on_both;
use work::{Category, Item, Kind};

use crate::house::{ANN, House, SUPPORT, SYSTEM, letter};

const GONE: &str = "550 5.1.1 no such user";

/// The agent answers, and Ann's server says that she is not there.
async fn refused_answer(house: &House, key: &str, text: &str) {
    house.app.sent.answer(ANN, Handed::Never(GONE.to_owned()));
    let api = house.app.api(&house.agent).await;
    api.post(&format!("/api/v1/items/{key}/messages"), &json!({ "body": text })).await.expect(201);
    house.app.drain().await;
}

async fn tasks(house: &House) -> Vec<Item> {
    let query = query::Query::parse("kind:task").unwrap();
    let rows =
        house.app.store.read(move |tx| work::list::items(tx, &SYSTEM, &query, &work::list::Ask::default())).await;
    let mut tasks = Vec::new();
    for row in rows.unwrap().items {
        tasks.push(house.item(&row.key).await);
    }
    tasks
}

async fn states(house: &House, key: &str) -> Vec<Value> {
    let api = house.app.api(&house.agent).await;
    let shown = api.get(&format!("/api/v1/items/{key}/deliveries")).await.expect(200).json();
    shown["items"].as_array().unwrap().clone()
}

#[test]
fn a_hard_failure_raises_one_task_marks_the_tickets_and_is_mended() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        house.write(ANN, SUPPORT, &letter(ANN, SUPPORT, "Second", &[], "Second.")).await;
        let (agent, scope) = (house.agent.id, people::scope_of(&house.agent));
        let first = house.item("SUP-1").await.id;
        let assigned = house.app.store.write(move |tx| work::item::assign(tx, &scope, first, None, Some(agent)));
        assigned.await.unwrap();
        refused_answer(&house, "SUP-1", "Fixed.").await;
        let raised = tasks(&house).await;
        assert_eq!((raised.len(), raised[0].kind, raised[0].assignee), (1, Kind::Task, Some(house.agent.id)));
        assert!(raised[0].title.contains(ANN));
        assert_eq!(house.links("SUP-1").await[0].key, raised[0].key);
        let browser = house.app.signed_in(&house.agent).await;
        let list = browser.get("/desk").await.expect(200).text();
        assert_eq!(list.matches("Mail not delivered").count(), 1, "the ticket's row is marked");
        // A further answer is held back, visibly, and the same task stands for both tickets.
        refused_answer(&house, "SUP-2", "Fixed too.").await;
        assert_eq!(states(&house, "SUP-2").await[0]["state"], "suppressed");
        assert_eq!(tasks(&house).await.len(), 1);
        // Ann's mailbox works again: the agent allows the address and sends again.
        house.app.sent.answer(ANN, Handed::Accepted("250 ok".to_owned()));
        let before = house.app.sent.to(ANN).len();
        let page = browser.get("/desk/SUP-1").await.expect(200);
        assert!(page.shows("no such user") && page.shows("Allow this address again and send"), "{}", page.text());
        let delivery = states(&house, "SUP-1").await[0]["id"].as_i64().unwrap();
        browser.submit(&page, &format!("/desk/SUP-1/deliveries/{delivery}/allow"), &[]).await.expect(303);
        house.app.drain().await;
        assert_eq!(
            (house.app.sent.to(ANN).len(), &states(&house, "SUP-1").await[0]["state"]),
            (before + 1, &json!("accepted"))
        );
        assert_eq!(tasks(&house).await[0].category, Category::Resolved, "the task is done");
        assert!(!browser.get("/desk").await.expect(200).shows("Mail not delivered"));
        let delivery = states(&house, "SUP-2").await[0]["id"].as_i64().unwrap();
        let api = house.app.api(&house.agent).await;
        api.post(&format!("/api/v1/items/SUP-1/deliveries/{delivery}/retry"), &json!({})).await.expect(404);
        api.post(&format!("/api/v1/items/SUP-2/deliveries/{delivery}/retry"), &json!({})).await.expect(204);
        api.post(&format!("/api/v1/items/SUP-2/deliveries/{delivery}/retry"), &json!({})).await.expect(409);
        house.app.drain().await;
        assert_eq!(states(&house, "SUP-2").await[0]["state"], "accepted");
    });
}

#[test]
fn a_stopped_address_is_not_sent_to_without_being_allowed() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.anns_ticket().await;
        refused_answer(&house, "SUP-1", "Fixed.").await;
        let delivery = states(&house, "SUP-1").await[0]["id"].as_i64().unwrap();
        let api = house.app.api(&house.agent).await;
        let path = format!("/api/v1/items/SUP-1/deliveries/{delivery}/retry");
        api.post(&path, &json!({})).await.expect(422);
        house.app.api(&house.ann).await.post(&path, &json!({ "allow": true })).await.expect(403);
        assert_eq!(api.get("/api/v1/suppressed-addresses").await.expect(200).json()["items"][0]["address"], ANN);
        api.delete(&format!("/api/v1/suppressed-addresses/{ANN}")).await.expect(204);
        house.app.sent.answer(ANN, Handed::Accepted("250 ok".to_owned()));
        api.post(&path, &json!({})).await.expect(204);
        house.app.drain().await;
        assert_eq!(states(&house, "SUP-1").await[0]["state"], "accepted");
    });
}
