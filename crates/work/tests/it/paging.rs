//! Paging through any list visits each row once, whatever the order and the ties.

use base::{Limit, Scope};
use proptest::prelude::*;
use query::{Query, SortField};
use testkit::Engine;
use work::{Error, Kind, NewItem, item, list};

use crate::house::House;

/// Creation second, priority, title, solved or not, due or not: few values, so that there are many ties.
type Shape = (i64, i64, usize, bool, Option<i64>);

const TITLES: [&str; 4] = ["a", "b", "ä", "数据"];

fn fill(house: &House, shapes: &[Shape]) -> Vec<i64> {
    let shapes = shapes.to_vec();
    let make = move |tx: &mut store::Tx<'_>| {
        let scope = Scope::system("test");
        let mut ids = Vec::new();
        for (second, priority, title, solved, due) in shapes {
            let new = NewItem {
                created_at: Some(base::Timestamp::from_seconds(1_700_000_000 + second)),
                priority: Some(priority),
                status: solved.then(|| "solved".to_owned()),
                ..NewItem::new(Kind::Ticket, TITLES[title])
            };
            let made = item::create(tx, &scope, new)?.id;
            if let Some(due) = due {
                item::set_due(tx, &scope, made, None, Some(base::Timestamp::from_seconds(1_800_000_000 + due)))?;
            }
            ids.push(made);
        }
        Ok::<_, Error>(ids)
    };
    house.test.store.write_blocking(make).unwrap()
}

fn walk(house: &House, query: &str, limit: u32) -> Vec<i64> {
    let mut seen = Vec::new();
    let mut cursor = None;
    loop {
        let (query, ask) = (Query::parse(query).unwrap(), list::Ask { limit: Limit::new(Some(limit)), cursor });
        let page = house.read(move |tx| list::items(tx, &Scope::system("test"), &query, &ask)).unwrap();
        assert!(page.items.len() <= limit as usize);
        seen.extend(page.items.iter().map(|row| row.id));
        match page.next {
            Some(next) => cursor = Some(next),
            None => return seen,
        }
    }
}

fn check(engine: Engine, cases: u32) {
    let house = House::build(engine);
    let shape = (0..3_i64, 1..5_i64, 0..4_usize, any::<bool>(), proptest::option::of(0..2_i64));
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let mut all = Vec::new();
    let all = std::cell::RefCell::new(&mut all);
    runner
        .run(&(proptest::collection::vec(shape, 0..12), 1..9_u32), |(shapes, limit)| {
            all.borrow_mut().extend(fill(&house, &shapes));
            let mut expected = all.borrow().clone();
            expected.sort_unstable();
            for field in SortField::ALL {
                for sign in ["", "-"] {
                    let mut seen = walk(&house, &format!("sort:{sign}{field}"), limit);
                    let whole = walk(&house, &format!("sort:{sign}{field}"), 200);
                    prop_assert_eq!(&seen, &whole, "the order of {}{} depends on the page", sign, field);
                    seen.sort_unstable();
                    prop_assert_eq!(&seen, &expected, "by {}{}", sign, field);
                }
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn every_row_is_visited_once_on_sqlite() {
    check(Engine::Sqlite, 24);
}

#[test]
fn every_row_is_visited_once_on_postgres() {
    check(Engine::Postgres, 6);
}

#[test]
fn a_cursor_of_another_order_is_refused() {
    let house = House::build(Engine::Sqlite);
    fill(&house, &[(0, 1, 0, false, None), (0, 1, 0, false, None)]);
    let ask = list::Ask { limit: Limit::new(Some(1)), cursor: None };
    let page = house.read(move |tx| list::items(tx, &Scope::system("test"), &Query::all(), &ask)).unwrap();
    for cursor in [page.next, Some("nonsense".into())] {
        let query = Query::parse("sort:title").unwrap();
        let ask = list::Ask { limit: Limit::default(), cursor };
        let refused = house.read(move |tx| list::items(tx, &Scope::system("test"), &query, &ask));
        assert!(matches!(refused, Err(Error::Invalid { field: "cursor", .. })));
    }
}
