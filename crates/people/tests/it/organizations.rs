//! Organisations, their domains, and who sees them.

use base::{Limit, Role, Scope};
use people::{
    Error, Flaw,
    organization::{self, Changes, NewOrganization},
    person, scope_of,
};
use testkit::on_both;

use crate::stage::{SYSTEM, Stage, assert_flaw, assert_forbidden, assert_not_found};

fn named(name: &str) -> NewOrganization {
    NewOrganization { name: name.to_owned(), shares_items: false }
}

#[test]
fn a_name_is_taken_whatever_its_case() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let made = stage.write(|tx| organization::create(tx, &SYSTEM, named(" Northwind  GmbH "))).await.unwrap();
        assert_eq!(made.name, "Northwind GmbH");
        assert_flaw(
            stage.write(|tx| organization::create(tx, &SYSTEM, named("NORTHWIND gmbh"))).await,
            "name",
            Flaw::Taken,
        );
        assert_flaw(stage.write(|tx| organization::create(tx, &SYSTEM, named(" \t"))).await, "name", Flaw::Missing);
        assert_eq!(stage.events("organization", made.id).await, ["organization.created"]);
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_organization").await, 1);
    });
}

#[test]
fn a_domain_belongs_to_one_organisation_and_brings_its_people() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let north = stage.write(|tx| organization::create(tx, &SYSTEM, named("Northwind"))).await.unwrap().id;
        let south = stage.write(|tx| organization::create(tx, &SYSTEM, named("Southwind"))).await.unwrap().id;
        stage.write(move |tx| organization::add_domain(tx, &SYSTEM, north, "Northwind.Example.")).await.unwrap();
        let again = stage.write(move |tx| organization::add_domain(tx, &SYSTEM, south, "northwind.example")).await;
        assert_flaw(again, "domain", Flaw::Taken);
        let public = stage.write(move |tx| organization::add_domain(tx, &SYSTEM, south, "GMail.com")).await;
        assert_flaw(public, "domain", Flaw::PublicDomain);
        let find = |address: &'static str| {
            stage.write(move |tx| person::find_or_create_by_address(tx, &SYSTEM, address, "Ann"))
        };
        assert_eq!(find("ann@NORTHWIND.example").await.unwrap().organization, Some(north));
        assert_eq!(find("ann@evil-northwind.example").await.unwrap().organization, None);
        assert_eq!(find("ann@gmail.com").await.unwrap().organization, None);
        stage.write(move |tx| organization::remove_domain(tx, &SYSTEM, north, "northwind.example")).await.unwrap();
        assert_eq!(find("bob@northwind.example").await.unwrap().organization, None);
        assert_eq!(
            stage.events("organization", north).await,
            ["organization.created", "organization.domain_added", "organization.domain_removed"]
        );
    });
}

#[test]
fn customers_see_only_their_own_organisation_and_change_none() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let own = stage.write(|tx| organization::create(tx, &SYSTEM, named("Own"))).await.unwrap().id;
        let other = stage.write(|tx| organization::create(tx, &SYSTEM, named("Other"))).await.unwrap().id;
        stage.write(move |tx| organization::add_domain(tx, &SYSTEM, own, "own.example")).await.unwrap();
        let ann = stage.write(|tx| person::find_or_create_by_address(tx, &SYSTEM, "ann@own.example", "Ann"));
        let scope = scope_of(&ann.await.unwrap());
        let listed = {
            let scope = scope.clone();
            stage.read(move |tx| organization::list(tx, &scope, None, Limit::default(), None)).await.unwrap()
        };
        assert_eq!(listed.items.iter().map(|one| one.id).collect::<Vec<_>>(), [own]);
        let get = |id: i64| {
            let scope = scope.clone();
            stage.read(move |tx| organization::get(tx, &scope, id))
        };
        assert!(get(own).await.is_ok());
        assert_not_found(get(other).await);
        let update = |id: i64| {
            let scope = scope.clone();
            stage.write(move |tx| {
                organization::update(tx, &scope, id, None, Changes { shares_items: Some(true), name: None })
            })
        };
        assert_forbidden(update(own).await);
        assert_not_found(update(other).await);
        let viewer = Scope::staff(1, Role::Viewer);
        assert_forbidden(stage.write(move |tx| organization::create(tx, &viewer, named("New"))).await);
    });
}

#[test]
fn a_change_needs_the_present_version() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let made = stage.write(|tx| organization::create(tx, &SYSTEM, named("Northwind"))).await.unwrap();
        let rename = |name: &'static str, expected: Option<i64>| {
            let changes = Changes { name: Some(name.to_owned()), shares_items: None };
            stage.write(move |tx| organization::update(tx, &SYSTEM, made.id, expected, changes))
        };
        assert_eq!(rename("Northwind AG", Some(1)).await.unwrap().version, 2);
        assert!(matches!(rename("Northwind SE", Some(1)).await, Err(Error::Stale { current: 2 })));
        assert_eq!(rename("Northwind SE", None).await.unwrap().name, "Northwind SE");
    });
}
