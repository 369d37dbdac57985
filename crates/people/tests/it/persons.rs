//! Persons, their addresses, and who sees and changes them.

use base::{Limit, Role, Scope};
use people::{
    Error, Flaw, organization,
    person::{self, Changes, Filter, NewPerson},
    scope_of,
};
use testkit::on_both;

use crate::stage::{SYSTEM, Stage, assert_flaw, assert_forbidden, assert_not_found};

#[test]
fn an_address_belongs_to_one_person() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let ann = stage.person("Ann", Role::Customer).await;
        let same = NewPerson::of("Other Ann", "ANN@Staff.Example", Role::Customer);
        assert_flaw(stage.write(move |tx| person::create(tx, &SYSTEM, same)).await, "address", Flaw::Taken);
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_person").await, 1);
        stage.write(move |tx| person::add_address(tx, &SYSTEM, ann.id, "ann@home.example")).await.unwrap();
        let found = stage.read(|tx| person::by_address(tx, "Ann@HOME.example")).await.unwrap().unwrap();
        assert_eq!((found.id, found.address.as_deref()), (ann.id, Some("ann@staff.example")));
        let bob = stage.person("Bob", Role::Customer).await.id;
        let taken = stage.write(move |tx| person::add_address(tx, &SYSTEM, bob, "ann@home.example")).await;
        assert_flaw(taken, "address", Flaw::Taken);
        assert_eq!(stage.events("person", ann.id).await, ["person.created", "person.address_added"]);
    });
}

#[test]
fn the_primary_address_stays_until_another_takes_its_place() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let ann = stage.person("Ann", Role::Customer).await.id;
        let all = stage.write(move |tx| person::add_address(tx, &SYSTEM, ann, "ann@home.example")).await.unwrap();
        let (first, second) = (all[0].id, all[1].id);
        let kept = stage.write(move |tx| person::remove_address(tx, &SYSTEM, ann, first)).await;
        assert_flaw(kept, "address", Flaw::OnlyOne);
        stage.write(move |tx| person::set_primary_address(tx, &SYSTEM, ann, second)).await.unwrap();
        let left = stage.write(move |tx| person::remove_address(tx, &SYSTEM, ann, first)).await.unwrap();
        assert_eq!(left.iter().map(|one| (one.id, one.is_primary)).collect::<Vec<_>>(), [(second, true)]);
    });
}

#[test]
fn writing_twice_makes_one_person() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let find = |name: &'static str| {
            stage.write(move |tx| person::find_or_create_by_address(tx, &SYSTEM, "Li.Wei@kunde.example", name))
        };
        let first = find("李伟").await.unwrap();
        assert_eq!((first.name.as_str(), first.role), ("李伟", Role::Customer));
        assert_eq!(find("Somebody else").await.unwrap(), first);
        let nameless = stage.write(|tx| person::find_or_create_by_address(tx, &SYSTEM, "x.y@kunde.example", " ")).await;
        assert_eq!(nameless.unwrap().name, "x.y");
        let bad = stage.write(|tx| person::find_or_create_by_address(tx, &SYSTEM, "no address", "X")).await;
        assert_flaw(bad, "address", Flaw::NotAnAddress);
    });
}

#[test]
fn lists_come_in_pages_in_the_order_of_names() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        for name in ["dora", "Bob", "anna", "Carl", "eve_1"] {
            stage.person(name, Role::Customer).await;
        }
        stage.person("Gus", Role::Agent).await;
        let mut names = Vec::new();
        let mut cursor: Option<String> = None;
        loop {
            let (filter, at) = (Filter { staff: Some(false), ..Filter::default() }, cursor.clone());
            let page = stage
                .read(move |tx| person::list(tx, &SYSTEM, &filter, Limit::new(Some(2)), at.as_deref()))
                .await
                .unwrap();
            names.extend(page.items.into_iter().map(|one| one.name));
            cursor = page.next;
            if cursor.is_none() {
                break;
            }
        }
        assert_eq!(names, ["anna", "Bob", "Carl", "dora", "eve_1"]);
        let part = |part: &'static str| {
            let filter = Filter { part: Some(part.to_owned()), ..Filter::default() };
            stage.read(move |tx| person::list(tx, &SYSTEM, &filter, Limit::default(), None))
        };
        assert_eq!(part("OB@staff").await.unwrap().items.len(), 1);
        assert_eq!(part("_").await.unwrap().items.len(), 1, "an underscore stands for itself");
        assert_eq!(part("%").await.unwrap().items.len(), 0, "a percent sign stands for itself");
        let bad = stage.read(|tx| person::list(tx, &SYSTEM, &Filter::default(), Limit::default(), Some("x"))).await;
        assert!(matches!(bad, Err(Error::Cursor(_))));
    });
}

#[test]
fn customers_see_themselves_and_colleagues_only_where_allowed() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let new = organization::NewOrganization { name: "Northwind".to_owned(), shares_items: false };
        let north = stage.write(|tx| organization::create(tx, &SYSTEM, new)).await.unwrap().id;
        stage.write(move |tx| organization::add_domain(tx, &SYSTEM, north, "north.example")).await.unwrap();
        let make =
            |address: &'static str| stage.write(move |tx| person::find_or_create_by_address(tx, &SYSTEM, address, ""));
        let ann = make("ann@north.example").await.unwrap().id;
        let bob = make("bob@north.example").await.unwrap().id;
        make("eve@other.example").await.unwrap();
        let seen = async || {
            let scope = scope_of(&stage.read(move |tx| person::get(tx, &SYSTEM, ann)).await.unwrap());
            let listed = stage.read(move |tx| person::list(tx, &scope, &Filter::default(), Limit::default(), None));
            listed.await.unwrap().items.into_iter().map(|one| one.id).collect::<Vec<_>>()
        };
        assert_eq!(seen().await, [ann]);
        let allow = Changes { sees_organization: Some(true), ..Changes::default() };
        stage.write(move |tx| person::update(tx, &SYSTEM, ann, None, allow)).await.unwrap();
        assert_eq!(seen().await, [ann, bob]);
        let scope = scope_of(&stage.read(move |tx| person::get(tx, &SYSTEM, ann)).await.unwrap());
        assert_forbidden(stage.read(move |tx| person::addresses(tx, &scope, bob)).await);
        let alone = Scope::customer(ann, Vec::new());
        assert_not_found(stage.read(move |tx| person::get(tx, &alone, bob)).await);
    });
}

#[test]
fn people_change_their_own_profile_but_not_what_they_see() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let ann = stage.person("Ann", Role::Customer).await;
        let scope = scope_of(&ann);
        let change = |changes: Changes, expected: Option<i64>| {
            let scope = scope.clone();
            stage.write(move |tx| person::update(tx, &scope, ann.id, expected, changes))
        };
        let profile = Changes {
            name: Some("Ann Lee".to_owned()),
            locale: Some(Some("zh-CN".to_owned())),
            zone: Some(Some("Asia/Shanghai".to_owned())),
            ..Changes::default()
        };
        let changed = change(profile, Some(1)).await.unwrap();
        assert_eq!((changed.name.as_str(), changed.locale.as_deref(), changed.version), ("Ann Lee", Some("zh-CN"), 2));
        let stale = change(Changes { name: Some("A".to_owned()), ..Changes::default() }, Some(1)).await;
        assert!(matches!(stale, Err(Error::Stale { current: 2 })));
        assert_forbidden(change(Changes { sees_organization: Some(true), ..Changes::default() }, None).await);
        let bad = change(Changes { zone: Some(Some("a b".to_owned())), ..Changes::default() }, None).await;
        assert_flaw(bad, "zone", Flaw::Malformed);
        assert_eq!(stage.events("person", ann.id).await, ["person.created", "person.changed"]);
    });
}
