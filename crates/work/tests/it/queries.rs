//! Every field of the query language compiles, runs and finds what it says.

use base::Scope;
use query::{Field, Query, SortField};
use work::{Kind, NewItem, WaitingOn, item, list, watch};

use crate::house::{House, both};

fn found(house: &House, scope: &Scope, text: &str) -> Vec<String> {
    let (scope, query) = (scope.clone(), Query::parse(text).unwrap());
    let page = house.read(move |tx| {
        let page = list::items(tx, &scope, &query, &list::Ask::default())?;
        assert_eq!(list::count(tx, &scope, &query, 1_000)?, i64::try_from(page.items.len()).unwrap());
        Ok(page)
    });
    let mut keys: Vec<String> =
        page.unwrap_or_else(|error| panic!("{text}: {error}")).items.into_iter().map(|row| row.key).collect();
    keys.sort();
    keys
}

/// SUP-1 is Kim's, urgent, assigned, tagged; SUP-2 Lee's, solved; SUP-3 Lee's, waiting and due; BUG-1 has no one.
fn furnish(house: &House) {
    let one = house.ticket(house.kim, "Export hangs at 97 %").id;
    let two = house.ticket(house.lee, "Rechnung ÄRGER").id;
    let three = house.ticket(house.lee, "数据库连接失败").id;
    house.create(NewItem::new(Kind::Bug, "Export loops"));
    let (agent, mona, team) = (house.agent, house.mona, house.team);
    let now = house.test.world.world.now();
    house
        .write(move |tx| {
            let scope = Scope::system("test");
            item::assign(tx, &scope, one, None, Some(agent))?;
            item::rate(tx, &scope, one, None, (1, 1))?;
            item::set_team(tx, &scope, one, None, Some(team))?;
            item::tag(tx, &scope, one, None, &["VIP".into()])?;
            item::set_tier(tx, &scope, one, None, 2, "hand over")?;
            item::assign(tx, &scope, one, None, Some(agent))?;
            watch::watch(tx, &scope, one, mona)?;
            item::set_status(tx, &scope, two, None, "solved", None)?;
            item::set_status(tx, &scope, three, None, "waiting", Some(WaitingOn::Vendor))?;
            item::set_due(tx, &scope, three, None, Some(now.minus(std::time::Duration::from_secs(60))))?;
            Ok(())
        })
        .unwrap();
}

/// A query and the keys of what it finds.
const CASES: &[(&str, &[&str])] = &[
    ("", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("kind:bug", &["BUG-1"]),
    ("-kind:bug", &["SUP-1", "SUP-2", "SUP-3"]),
    ("key:sup-2", &["SUP-2"]),
    ("key:NO-9", &[]),
    ("status:new", &["BUG-1", "SUP-1"]),
    ("status:Solved", &["SUP-2"]),
    ("status:new,waiting", &["BUG-1", "SUP-1", "SUP-3"]),
    ("category:resolved", &["SUP-2"]),
    ("priority:<=2", &["SUP-1"]),
    ("priority:>2", &["BUG-1", "SUP-2", "SUP-3"]),
    ("priority:1..2", &["SUP-1"]),
    ("impact:1", &["SUP-1"]),
    ("impact:none", &["BUG-1", "SUP-2", "SUP-3"]),
    ("urgency:>=1", &["SUP-1"]),
    ("tier:2", &["SUP-1"]),
    ("-tier:2", &["BUG-1", "SUP-2", "SUP-3"]),
    ("queue:support", &["SUP-1", "SUP-2", "SUP-3"]),
    ("queue:none", &["BUG-1"]),
    ("queue:unknown", &[]),
    ("-queue:unknown", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("team:\"first line\"", &["SUP-1"]),
    ("assignee:me", &["SUP-1"]),
    ("assignee:none", &["BUG-1", "SUP-2", "SUP-3"]),
    ("-assignee:me", &["BUG-1", "SUP-2", "SUP-3"]),
    ("assignee:ANA", &["SUP-1"]),
    ("assignee:ana@provider.example", &["SUP-1"]),
    ("requester:lee", &["SUP-2", "SUP-3"]),
    ("requester:me", &[]),
    ("requester:none", &["BUG-1"]),
    ("org:\"northwind gmbh\"", &["SUP-1"]),
    ("org:none", &["BUG-1"]),
    ("tag:vip", &["SUP-1"]),
    ("-tag:vip", &["BUG-1", "SUP-2", "SUP-3"]),
    ("tag:none", &["BUG-1", "SUP-2", "SUP-3"]),
    ("-tag:nobody", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("channel:note", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("channel:none", &[]),
    ("waiting:vendor", &["SUP-3"]),
    ("waiting:none", &["BUG-1", "SUP-1", "SUP-2"]),
    ("created:<1h", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("created:>1h", &[]),
    ("updated:2026-03-02", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("-updated:>=2026-03-03", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("due:<4h", &["SUP-3"]),
    ("due:none", &["BUG-1", "SUP-1", "SUP-2"]),
    ("-due:<4h", &["BUG-1", "SUP-1", "SUP-2"]),
    ("solved:<1d", &["SUP-2"]),
    ("closed:none", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("title:\"EXPORT hangs\"", &["SUP-1"]),
    ("title:ärger", &["SUP-2"]),
    ("title:连接", &["SUP-3"]),
    ("title:%", &["SUP-1"]),
    ("title:_", &[]),
    ("is:unassigned", &["BUG-1", "SUP-2", "SUP-3"]),
    ("is:assigned", &["SUP-1"]),
    ("is:open", &["BUG-1", "SUP-1", "SUP-3"]),
    ("is:done", &["SUP-2"]),
    ("is:overdue", &["SUP-3"]),
    ("watcher:mona", &["SUP-1"]),
    ("watcher:none", &["BUG-1", "SUP-2", "SUP-3"]),
    ("(tag:vip or status:solved) -kind:bug", &["SUP-1", "SUP-2"]),
    ("not (tag:vip or status:solved)", &["BUG-1", "SUP-3"]),
    ("not (assignee:me priority:1)", &["BUG-1", "SUP-2", "SUP-3"]),
    // A text may match anything; what it can only narrow is left to the search index.
    ("printer kind:bug", &["BUG-1"]),
    ("printer or kind:bug", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
    ("-printer kind:bug", &["BUG-1"]),
    ("not (printer kind:bug)", &["BUG-1", "SUP-1", "SUP-2", "SUP-3"]),
];

#[test]
fn queries_find_what_they_say() {
    let tried = |field: &Field| CASES.iter().any(|(text, _)| text.contains(&format!("{}:", field.as_str())));
    let aliased = [Field::Organization, Field::WaitingOn];
    for field in Field::ALL {
        assert!(tried(field) || aliased.contains(field), "no case asks by {field}");
    }
    both(|house| {
        furnish(house);
        for (text, expected) in CASES {
            assert_eq!(found(house, &house.agent(), text), *expected, "{text}");
        }
    });
}

#[test]
fn every_order_works_in_both_directions() {
    both(|house| {
        furnish(house);
        for field in SortField::ALL {
            for sign in ["", "-"] {
                let query = Query::parse(&format!("sort:{sign}{field}")).unwrap();
                let page = house
                    .read(move |tx| list::items(tx, &Scope::system("test"), &query, &list::Ask::default()))
                    .unwrap();
                assert_eq!(page.items.len(), 4);
                match field {
                    SortField::Due => assert_eq!(page.items[0].key, "SUP-3"),
                    SortField::Solved => assert_eq!(page.items[0].key, "SUP-2"),
                    SortField::Priority if sign.is_empty() => assert_eq!(page.items[0].key, "SUP-1"),
                    SortField::Created => assert_eq!(page.items[if sign == "-" { 0 } else { 3 }].key, "BUG-1"),
                    _ => {}
                }
            }
        }
    });
}

#[test]
fn rows_carry_names_and_tags() {
    both(|house| {
        furnish(house);
        let query = Query::parse("key:SUP-1").unwrap();
        let page =
            house.read(move |tx| list::items(tx, &Scope::system("test"), &query, &list::Ask::default())).unwrap();
        let row = &page.items[0];
        let names = [&row.queue_name, &row.team_name, &row.assignee_name, &row.requester_name, &row.organization_name];
        assert_eq!(
            names.map(|name| name.as_deref().unwrap()),
            ["Support", "First line", "Ana", "Kim", "Northwind GmbH"]
        );
        assert_eq!(row.tags, ["VIP"]);
    });
}

#[test]
fn counts_stop_at_their_cap() {
    both(|house| {
        furnish(house);
        let queries = ["", "kind:bug", "tag:none"].map(|text| Query::parse(text).unwrap());
        let counts = house.read(move |tx| list::counts(tx, &Scope::system("test"), &queries, 2)).unwrap();
        assert_eq!(counts, [2, 1, 2]);
    });
}
