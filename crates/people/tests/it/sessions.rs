//! Sessions: how long they last, what ends them, and what they allow.

use base::{Role, Scope};
use people::{
    person, scope_of,
    session::{self, csrf_fits},
    sign_in,
};
use testkit::on_both;

use crate::stage::{OTHER_PASSWORD, PASSWORD, SYSTEM, Stage, assert_not_found, assert_refused, peer, secret, visitor};

const HOUR: u64 = 3_600;
const DAY: u64 = 24 * HOUR;

#[test]
fn a_session_ends_when_idle_and_in_any_case_after_seven_days() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let idle = stage.try_password("Gus", PASSWORD).await.unwrap();
        stage.advance(12 * HOUR - 1);
        assert!(stage.signed_in(&idle.token).await.is_some());
        stage.advance(1);
        assert!(stage.signed_in(&idle.token).await.is_none());
        let used = stage.try_password("Gus", PASSWORD).await.unwrap();
        for _ in 0..14 {
            assert!(stage.signed_in(&used.token).await.is_some());
            stage.advance(12 * HOUR - 60);
            let session = used.session;
            stage.write(move |tx| session::touch(tx, session)).await.unwrap();
        }
        stage.advance(14 * 60);
        assert!(stage.signed_in(&used.token).await.is_none(), "seven days are over");
        let deleted = stage.write(|tx| people::clean_up(tx, &SYSTEM)).await.unwrap();
        assert_eq!(deleted, 2);
    });
}

#[test]
fn a_customer_stays_signed_in_for_a_month() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Cleo", Role::Customer).await;
        let started = stage.try_password("Cleo", PASSWORD).await.unwrap();
        stage.advance(30 * DAY - 1);
        assert!(stage.signed_in(&started.token).await.is_some());
        stage.advance(1);
        assert!(stage.signed_in(&started.token).await.is_none());
    });
}

#[test]
fn a_use_is_written_down_once_a_minute() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let started = stage.try_password("Gus", PASSWORD).await.unwrap();
        stage.advance(59);
        assert!(!stage.signed_in(&started.token).await.unwrap().touch_due);
        stage.advance(1);
        assert!(stage.signed_in(&started.token).await.unwrap().touch_due);
        stage.write(move |tx| session::touch(tx, started.session)).await.unwrap();
        assert!(!stage.signed_in(&started.token).await.unwrap().touch_due);
    });
}

#[test]
fn a_sign_in_ends_the_session_the_browser_brought_along() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let first = stage.try_password("Gus", PASSWORD).await.unwrap();
        let mut again = visitor("192.0.2.7");
        again.old_token = Some(first.token.expose().clone());
        let attempt =
            sign_in::Attempt { address: "gus@staff.example".to_owned(), password: secret(PASSWORD), visitor: again };
        let second = sign_in::password(&stage.desk, attempt).await.unwrap();
        assert_ne!(first.token.expose(), second.token.expose());
        assert!(stage.signed_in(&first.token).await.is_none());
        assert!(stage.signed_in(&second.token).await.is_some());
    });
}

#[test]
fn people_end_their_own_sessions_and_nobody_elses() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.with_password("Gus", Role::Agent).await;
        let eve = stage.person("Eve", Role::Agent).await;
        let first = stage.try_password("Gus", PASSWORD).await.unwrap();
        let second = stage.try_password("Gus", PASSWORD).await.unwrap();
        let (own, foreign) = (scope_of(&gus), scope_of(&eve));
        let eves = foreign.clone();
        assert_not_found(stage.write(move |tx| session::end(tx, &eves, first.session)).await);
        assert_not_found(stage.read(move |tx| session::list(tx, &foreign, gus.id)).await);
        let gusses = own.clone();
        assert_eq!(stage.read(move |tx| session::list(tx, &gusses, gus.id)).await.unwrap().len(), 2);
        let ended = stage.write(move |tx| session::end_all(tx, &own, gus.id, Some(second.session))).await.unwrap();
        assert_eq!(ended, 1);
        assert!(stage.signed_in(&first.token).await.is_none());
        assert!(stage.signed_in(&second.token).await.is_some());
        let admin = Scope::staff(eve.id, Role::Admin);
        stage.write(move |tx| session::end(tx, &admin, second.session)).await.unwrap();
        assert!(stage.signed_in(&second.token).await.is_none());
    });
}

#[test]
fn sensitive_changes_need_a_fresh_proof() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let started = stage.try_password("Gus", PASSWORD).await.unwrap();
        let now = || stage.test.world.world.now();
        assert!(stage.signed_in(&started.token).await.unwrap().is_elevated(now()));
        stage.advance(600);
        let signed_in = stage.signed_in(&started.token).await.unwrap();
        assert!(!signed_in.is_elevated(now()));
        let wrong = sign_in::prove_again(&stage.desk, &signed_in, secret("wrong"), peer("192.0.2.7")).await;
        assert_refused(wrong);
        sign_in::prove_again(&stage.desk, &signed_in, secret(PASSWORD), peer("192.0.2.7")).await.unwrap();
        assert!(stage.signed_in(&started.token).await.unwrap().is_elevated(now()));
    });
}

#[test]
fn form_tokens_belong_to_one_session() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let first = stage.try_password("Gus", PASSWORD).await.unwrap();
        let second = stage.try_password("Gus", PASSWORD).await.unwrap();
        let csrf = stage.signed_in(&first.token).await.unwrap().csrf;
        assert!(csrf_fits(&stage.keys, first.token.expose(), &csrf));
        assert!(!csrf_fits(&stage.keys, second.token.expose(), &csrf));
        assert!(!csrf_fits(&stage.keys, first.token.expose(), ""));
        assert!(!csrf_fits(&stage.keys, first.token.expose(), &csrf[..16]));
    });
}

#[test]
fn attack_ghsa_g9v2_wqcj_j99g_sessions_die_with_what_they_rest_on() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.person("Boss", Role::Admin).await;
        let gus = stage.with_password("Gus", Role::Agent).await.id;
        let begin = async |password: &'static str| {
            stage.advance(3_600);
            stage.try_password("Gus", password).await.unwrap().token
        };
        let token = begin(PASSWORD).await;
        let hash = stage.desk.passwords().hash(secret(OTHER_PASSWORD), &[]).await.unwrap();
        stage.write(move |tx| person::set_password(tx, &SYSTEM, gus, &hash)).await.unwrap();
        assert!(stage.signed_in(&token).await.is_none(), "survived a new password");
        let token = begin(OTHER_PASSWORD).await;
        stage.write(move |tx| person::set_role(tx, &SYSTEM, gus, Role::Viewer)).await.unwrap();
        assert!(stage.signed_in(&token).await.is_none(), "survived a new role");
        let token = begin(OTHER_PASSWORD).await;
        stage.write(move |tx| person::disable(tx, &SYSTEM, gus)).await.unwrap();
        assert!(stage.signed_in(&token).await.is_none(), "survived disabling");
        stage.write(move |tx| person::enable(tx, &SYSTEM, gus)).await.unwrap();
        assert!(stage.signed_in(&token).await.is_none(), "came back with enabling");
    });
}
