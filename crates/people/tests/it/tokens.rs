//! API tokens: made for oneself, ending, never stronger than their owner.

use base::{Role, Scope};
use people::{
    Flaw, person, scope_of,
    token::{self, NewToken},
};
use testkit::on_both;

use crate::stage::{SYSTEM, Stage, assert_flaw, assert_forbidden, assert_not_found};

fn new(days: u32) -> NewToken {
    NewToken { name: "Build server".to_owned(), days }
}

async fn caller(stage: &Stage, bearer: &str) -> Option<token::Caller> {
    let bearer = bearer.to_owned();
    stage.read(move |tx| token::authenticate(tx, &bearer)).await.unwrap()
}

#[test]
fn a_token_calls_in_its_owners_name_until_it_ends() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await;
        let scope = scope_of(&gus);
        let added = stage.write(move |tx| token::add(tx, &scope, gus.id, &new(30))).await.unwrap();
        let bearer = added.token.expose();
        let found = caller(&stage, bearer).await.unwrap();
        assert_eq!((found.person.id, found.scope.role(), found.touch_due), (gus.id, Some(Role::Agent), true));
        stage.write(move |tx| token::touch(tx, added.id)).await.unwrap();
        assert!(!caller(&stage, bearer).await.unwrap().touch_due);
        stage.advance(30 * 86_400 - 1);
        assert!(caller(&stage, bearer).await.is_some());
        stage.advance(1);
        assert!(caller(&stage, bearer).await.is_none());
        assert_eq!(stage.events("person", gus.id).await, ["person.created", "token.created"]);
    });
}

#[test]
fn a_token_must_end_within_a_year() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await.id;
        for days in [0, 366, u32::MAX] {
            assert_flaw(
                stage.write(move |tx| token::add(tx, &SYSTEM, gus, &new(days))).await,
                "days",
                Flaw::OutOfRange,
            );
        }
        assert!(stage.write(move |tx| token::add(tx, &SYSTEM, gus, &new(365))).await.is_ok());
    });
}

#[test]
fn attack_role_abuse_a_token_follows_its_owners_rights() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.person("Boss", Role::Admin).await;
        let gus = stage.person("Gus", Role::Admin).await;
        let scope = scope_of(&gus);
        let added = stage.write(move |tx| token::add(tx, &scope, gus.id, &new(30))).await.unwrap();
        let bearer = added.token.expose();
        stage.write(move |tx| person::set_role(tx, &SYSTEM, gus.id, Role::Viewer)).await.unwrap();
        assert!(!caller(&stage, bearer).await.unwrap().scope.may_write());
        stage.write(move |tx| person::disable(tx, &SYSTEM, gus.id)).await.unwrap();
        assert!(caller(&stage, bearer).await.is_none());
        stage.write(move |tx| person::enable(tx, &SYSTEM, gus.id)).await.unwrap();
        assert!(caller(&stage, bearer).await.is_none(), "came back with enabling");
    });
}

#[test]
fn nobody_makes_or_revokes_tokens_of_others() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await;
        let boss = Scope::staff(stage.person("Boss", Role::Admin).await.id, Role::Admin);
        let eve = scope_of(&stage.person("Eve", Role::Agent).await);
        let admins = boss.clone();
        assert_forbidden(stage.write(move |tx| token::add(tx, &admins, gus.id, &new(30))).await);
        let own = scope_of(&gus);
        let added = stage.write(move |tx| token::add(tx, &own, gus.id, &new(30))).await.unwrap();
        assert_not_found(stage.write(move |tx| token::revoke(tx, &eve, added.id)).await);
        stage.write(move |tx| token::revoke(tx, &boss, added.id)).await.unwrap();
        assert!(caller(&stage, added.token.expose()).await.is_none());
    });
}

#[test]
fn the_secret_decides_not_the_name() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await.id;
        let first = stage.write(move |tx| token::add(tx, &SYSTEM, gus, &new(30))).await.unwrap();
        let sql = "UPDATE people_token SET secret_hash = $1";
        let other = keys::hash_token("");
        stage.write(move |tx| Ok(tx.execute(sql, store::params![other])?)).await.unwrap();
        assert!(caller(&stage, first.token.expose()).await.is_none());
        for made_up in ["", "sup_api_", "Bearer x", first.token.expose().trim_end_matches(|_| true)] {
            assert!(caller(&stage, made_up).await.is_none());
        }
    });
}
