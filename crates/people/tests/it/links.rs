//! Links in mails: one use, one purpose, little time.

use base::Role;
use people::{
    Flaw,
    link::{self, Purpose},
    person::{self, NewPerson},
    scope_of, sign_in,
};
use testkit::on_both;

use crate::stage::{
    OTHER_PASSWORD, PASSWORD, SYSTEM, Stage, assert_flaw, assert_forbidden, assert_refused, secret, visitor,
};

#[test]
fn a_customer_signs_in_with_a_link_once_and_in_time() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let find =
            |tx: &mut store::Tx<'_>| person::find_or_create_by_address(tx, &SYSTEM, "cleo@staff.example", "Cleo");
        let cleo = stage.write(find).await.unwrap().id;
        let token = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        let started = sign_in::redeem_link(&stage.desk, token.clone(), visitor("192.0.2.7")).await.unwrap();
        assert_eq!(stage.signed_in(&started.token).await.unwrap().person.id, cleo);
        assert_refused(sign_in::redeem_link(&stage.desk, token, visitor("192.0.2.7")).await);
        let addresses = stage.read(move |tx| person::addresses(tx, &SYSTEM, cleo)).await.unwrap();
        assert!(addresses[0].verified_at.is_some(), "whoever followed the link reads the address");
        let late = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        stage.advance(15 * 60);
        assert_refused(sign_in::redeem_link(&stage.desk, late, visitor("192.0.2.7")).await);
        assert_eq!(
            stage.events("person", cleo).await,
            [
                "person.created",
                "sign_in.link_requested",
                "person.address_verified",
                "session.started",
                "sign_in.link_requested"
            ]
        );
    });
}

#[test]
fn a_link_of_one_purpose_serves_no_other() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Cleo", Role::Customer).await;
        let sign_in_link = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        let set = sign_in::set_password(&stage.desk, sign_in_link, secret(OTHER_PASSWORD), visitor("192.0.2.7")).await;
        assert_refused(set);
        let reset = stage.link("Cleo", Purpose::Reset).await.unwrap();
        assert_refused(sign_in::redeem_link(&stage.desk, reset.clone(), visitor("192.0.2.7")).await);
        sign_in::set_password(&stage.desk, reset, secret(OTHER_PASSWORD), visitor("192.0.2.7")).await.unwrap();
    });
}

/// Invites somebody; the link's id.
async fn invite(stage: &Stage, person: i64) -> i64 {
    let keys = stage.keys.clone();
    stage.write(move |tx| link::invite(tx, &SYSTEM, &keys, person)).await.unwrap()
}

#[test]
fn an_invitation_sets_the_first_password() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let new = NewPerson::of("Gus", "gus@staff.example", Role::Agent);
        let gus = stage.write(|tx| person::create(tx, &SYSTEM, new)).await.unwrap().id;
        let agent = scope_of(&stage.person("Eve", Role::Agent).await);
        let keys = stage.keys.clone();
        assert_forbidden(stage.write(move |tx| link::invite(tx, &agent, &keys, gus)).await);
        let link = invite(&stage, gus).await;
        let token = stage.letter(link).await.unwrap();
        let weak = sign_in::set_password(&stage.desk, token.clone(), secret("gusgusgus"), visitor("192.0.2.7")).await;
        assert_flaw(weak, "password", Flaw::PasswordGuessable);
        sign_in::set_password(&stage.desk, token.clone(), secret(PASSWORD), visitor("192.0.2.7")).await.unwrap();
        assert_refused(sign_in::set_password(&stage.desk, token, secret(OTHER_PASSWORD), visitor("192.0.2.7")).await);
        assert!(stage.try_password("Gus", PASSWORD).await.is_ok());
    });
}

#[test]
fn attack_cve_2026_41902_invitations_end_after_three_days() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await.id;
        let link = invite(&stage, gus).await;
        let token = stage.letter(link).await.unwrap();
        stage.advance(72 * 3_600 - 1);
        assert!(stage.letter(link).await.is_some());
        stage.advance(1);
        assert!(stage.letter(link).await.is_none());
        assert_refused(sign_in::set_password(&stage.desk, token, secret(PASSWORD), visitor("192.0.2.7")).await);
    });
}

#[test]
fn a_newer_invitation_replaces_the_older() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await.id;
        let mut tokens = Vec::new();
        for _ in 0..2 {
            let link = invite(&stage, gus).await;
            tokens.push(stage.letter(link).await.unwrap());
            let open = stage.read(move |tx| link::invitations(tx, &SYSTEM, &[gus])).await.unwrap();
            assert_eq!(open.iter().map(|one| one.person).collect::<Vec<_>>(), [gus]);
        }
        let newer = tokens.pop().unwrap();
        let older = tokens.pop().unwrap();
        assert_refused(sign_in::set_password(&stage.desk, older, secret(PASSWORD), visitor("192.0.2.7")).await);
        sign_in::set_password(&stage.desk, newer, secret(PASSWORD), visitor("192.0.2.7")).await.unwrap();
        assert!(stage.read(move |tx| link::invitations(tx, &SYSTEM, &[gus])).await.unwrap().is_empty());
    });
}

#[test]
fn a_sent_letter_leaves_no_token_behind() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.person("Gus", Role::Agent).await.id;
        let link = invite(&stage, gus).await;
        let token = stage.letter(link).await.unwrap();
        stage.write(move |tx| link::sent(tx, link)).await.unwrap();
        assert!(stage.letter(link).await.is_none());
        let looked = token.clone();
        let pending = stage.read(move |tx| link::look(tx, looked.expose())).await.unwrap().unwrap();
        assert_eq!((pending.person.id, pending.purpose), (gus, Purpose::Invite));
        sign_in::set_password(&stage.desk, token, secret(PASSWORD), visitor("192.0.2.7")).await.unwrap();
    });
}

#[test]
fn a_change_of_what_counts_ends_open_links() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let cleo = stage.person("Cleo", Role::Customer).await.id;
        let before_promotion = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        stage.write(move |tx| person::set_role(tx, &SYSTEM, cleo, Role::Agent)).await.unwrap();
        assert_refused(sign_in::redeem_link(&stage.desk, before_promotion, visitor("192.0.2.7")).await);
        let before_disabling = stage.link("Cleo", Purpose::Reset).await.unwrap();
        stage.write(move |tx| person::disable(tx, &SYSTEM, cleo)).await.unwrap();
        stage.write(move |tx| person::enable(tx, &SYSTEM, cleo)).await.unwrap();
        let late = sign_in::set_password(&stage.desk, before_disabling, secret(PASSWORD), visitor("192.0.2.7"));
        assert_refused(late.await);
    });
}

#[test]
fn staff_gets_no_sign_in_link_and_a_reset_only_at_a_verified_address() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.person("Gus", Role::Agent).await;
        assert!(stage.link("Gus", Purpose::SignIn).await.is_none());
        assert!(stage.link("Gus", Purpose::Reset).await.is_some());
        assert!(stage.link("Gus", Purpose::Invite).await.is_none(), "nobody invites themselves");
        let new = NewPerson::of("Ina", "ina@staff.example", Role::Agent);
        stage.write(|tx| person::create(tx, &SYSTEM, new)).await.unwrap();
        assert!(stage.link("Ina", Purpose::Reset).await.is_none());
    });
}
