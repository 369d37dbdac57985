//! Fields beside text say the same as the lists without text.

use base::{Limit, Scope};
use query::Query;
use work::{Kind, NewItem, Visibility, item, list};

use crate::house::{House, both};

/// Every kind of condition, each with a word that all items have.
const QUERIES: [&str; 34] = [
    "kind:ticket",
    "kind:bug",
    "status:new",
    "status:open",
    "category:doing",
    "priority:1",
    "priority:<=2",
    "priority:>2",
    "tier:none",
    "impact:2",
    "impact:>=2",
    "impact:none",
    "queue:support",
    "queue:none",
    "assignee:ana",
    "assignee:ana@provider.example",
    "assignee:me",
    "assignee:none",
    "requester:kim",
    "org:contoso",
    "org:none",
    "tag:vip",
    "tag:none",
    "-tag:vip",
    "channel:note",
    "waiting:none",
    "waiting:customer",
    "is:open",
    "is:done",
    "is:unassigned",
    "is:overdue",
    "due:none",
    "updated:<1h",
    "created:>1h or (status:open -tag:vip)",
];

async fn populate(house: &House) {
    let system = || Scope::system("test");
    let (kim, lee, support, agent) = (house.kim, house.lee, house.support, house.agent);
    let new = |kind, title: &str| NewItem { visibility: Some(Visibility::Public), ..NewItem::new(kind, title) };
    let plain = house.create(new(Kind::Ticket, "common one")).await.id;
    let of_kim =
        NewItem { queue: Some(support), requester: Some(kim), priority: Some(1), ..new(Kind::Ticket, "common two") };
    let of_kim = house.create(of_kim).await.id;
    let bug = NewItem { impact: Some(2), urgency: Some(1), tags: vec!["VIP".into()], ..new(Kind::Bug, "common three") };
    house.create(bug).await;
    let of_lee = NewItem { requester: Some(lee), assignee: Some(agent), ..new(Kind::Ticket, "common four") };
    let of_lee = house.create(of_lee).await.id;
    let gone = house.create(new(Kind::Task, "common gone")).await.id;
    house.write(move |tx| item::set_status(tx, &system(), of_kim, None, "open", None)).await;
    house.write(move |tx| item::set_status(tx, &system(), of_lee, None, "waiting", None)).await;
    house.write(move |tx| item::set_status(tx, &system(), plain, None, "solved", None)).await;
    house
        .write(move |tx| {
            let due = tx.now().minus(std::time::Duration::from_secs(60));
            item::set_due(tx, &system(), of_kim, None, Some(due))
        })
        .await;
    house.write(move |tx| item::delete(tx, &system(), gone, None)).await;
    house.catch_up().await;
}

#[test]
fn every_field_agrees_with_the_database() {
    both(async |house| {
        populate(&house).await;
        let mut matched = 0;
        for text in QUERIES {
            let query = Query::parse(text).unwrap();
            let scope = house.agent();
            let ask = list::Ask { limit: Limit::default(), cursor: None };
            let listed = house.test.store.read(move |tx| list::items(tx, &scope, &query, &ask)).await.unwrap();
            let mut listed: Vec<i64> = listed.items.iter().map(|row| row.id).collect();
            listed.sort_unstable();
            assert_eq!(house.ids(&format!("common ({text})")).await, listed, "{text}");
            matched += usize::from(!listed.is_empty());
        }
        assert!(matched > 25, "only {matched} queries found anything");
    });
}

#[test]
fn an_unknown_name_finds_nothing_and_its_negation_everything() {
    both(async |house| {
        populate(&house).await;
        assert!(house.ids("common assignee:nobody").await.is_empty());
        assert_eq!(house.ids("common -assignee:nobody").await.len(), 4);
    });
}
