//! Teams and who is in them.

use base::{Role, Scope};
use people::{Flaw, scope_of, team};
use testkit::on_both;

use crate::stage::{SYSTEM, Stage, assert_flaw, assert_forbidden, assert_not_found};

#[test]
fn staff_joins_and_leaves_a_team() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let made = stage.write(|tx| team::create(tx, &SYSTEM, "Second line")).await.unwrap().id;
        assert_flaw(stage.write(|tx| team::create(tx, &SYSTEM, "second LINE")).await, "name", Flaw::Taken);
        let agent = stage.person("Gus", Role::Agent).await.id;
        let customer = stage.person("Cleo", Role::Customer).await.id;
        assert!(stage.write(move |tx| team::add_member(tx, &SYSTEM, made, agent)).await.unwrap());
        assert!(!stage.write(move |tx| team::add_member(tx, &SYSTEM, made, agent)).await.unwrap());
        assert_flaw(
            stage.write(move |tx| team::add_member(tx, &SYSTEM, made, customer)).await,
            "person",
            Flaw::Unknown,
        );
        assert_eq!(stage.read(move |tx| team::members(tx, &SYSTEM, made)).await.unwrap(), [agent]);
        assert_eq!(stage.read(move |tx| team::of_person(tx, &SYSTEM, agent)).await.unwrap(), [made]);
        assert!(stage.write(move |tx| team::remove_member(tx, &SYSTEM, made, agent)).await.unwrap());
        stage.write(move |tx| team::rename(tx, &SYSTEM, made, "Third line")).await.unwrap();
        assert_eq!(
            stage.events("team", made).await,
            ["team.created", "team.members_changed", "team.members_changed", "team.renamed"]
        );
    });
}

#[test]
fn customers_do_not_see_teams_and_agents_do_not_change_them() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let made = stage.write(|tx| team::create(tx, &SYSTEM, "Second line")).await.unwrap().id;
        let customer = scope_of(&stage.person("Cleo", Role::Customer).await);
        let seen = customer.clone();
        assert!(stage.read(move |tx| team::list(tx, &seen)).await.unwrap().is_empty());
        assert_not_found(stage.read(move |tx| team::members(tx, &customer, made)).await);
        let agent = Scope::staff(1, Role::Agent);
        assert_forbidden(stage.write(move |tx| team::create(tx, &agent, "Other")).await);
    });
}
