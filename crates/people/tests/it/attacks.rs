//! Published attacks on other products, tried on ours.

use base::{Role, Scope};
use keys::Keys;
use people::{
    Error, HashedPassword, link,
    link::Purpose,
    person::{self, NewPerson},
    scope_of, session, sign_in,
    token::{self, NewToken},
};
use store::{Tx, params};
use testkit::on_both;

use crate::stage::{
    PASSWORD, SYSTEM, Stage, assert_forbidden, assert_not_found, assert_refused, peer, secret, visitor,
};

#[test]
fn attack_cve_2026_53595_empty_values_match_nothing() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.person("Gus", Role::Admin).await;
        for empty in ["", " ", "\0", "null", "0"] {
            assert!(stage.signed_in(&secret(empty)).await.is_none());
            let bearer = empty.to_owned();
            assert!(stage.read(move |tx| token::authenticate(tx, &bearer)).await.unwrap().is_none());
            let looked = empty.to_owned();
            assert!(stage.read(move |tx| link::look(tx, &looked)).await.unwrap().is_none());
            assert_refused(sign_in::redeem_link(&stage.desk, secret(empty), visitor("192.0.2.7")).await);
            // Gus has no password at all: nothing fits it.
            assert!(stage.try_password("Gus", empty).await.is_err());
            stage.advance(60);
        }
    });
}

#[test]
fn attack_cve_2026_27637_tokens_are_random_and_stored_as_hashes() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let cleo = stage.with_password("Cleo", Role::Customer).await.id;
        let link = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        let other = stage.link("Cleo", Purpose::SignIn).await.unwrap();
        assert_ne!(link, other);
        let session = stage.try_password("Cleo", PASSWORD).await.unwrap().token;
        let days = NewToken { name: "Build".to_owned(), days: 1 };
        let api = stage.write(move |tx| token::add(tx, &SYSTEM, cleo, &days)).await.unwrap().token;
        let secrets = [link.expose(), other.expose(), session.expose(), api.expose(), &PASSWORD.to_owned()];
        assert!(secrets.iter().take(3).all(|secret| secret.len() == 43), "256 bits each");
        let stored = everything_stored(&stage).await;
        for secret in secrets {
            assert!(!stored.contains(secret.as_str()), "{secret} lies open in the database");
        }
    });
}

/// All texts of all tables that this crate writes, events included.
async fn everything_stored(stage: &Stage) -> String {
    let sql = "SELECT data FROM store_event
        UNION ALL SELECT token_hash || method || peer || user_agent FROM people_session
        UNION ALL SELECT token_hash || COALESCE(sealed, '') FROM people_link
        UNION ALL SELECT secret_hash || identifier || name FROM people_token
        UNION ALL SELECT COALESCE(password, '') FROM people_person";
    let texts = stage.read(move |tx| Ok(tx.query(sql, params![], |row| row.get::<String>(0))?)).await.unwrap();
    assert!(texts.len() > 6);
    texts.join("\n")
}

#[test]
fn attack_cve_2026_45294_answers_do_not_tell_who_has_an_account() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Cleo", Role::Customer).await;
        stage.person("Nopass", Role::Agent).await;
        let gone = stage.with_password("Gone", Role::Agent).await.id;
        stage.write(move |tx| person::disable(tx, &SYSTEM, gone)).await.unwrap();
        for name in ["Cleo", "Nopass", "Gone", "Nobody", "not an address"] {
            let refused = stage.try_password(name, "wrong password").await.unwrap_err();
            assert_eq!(format!("{refused:?}"), "Refused", "{name}");
        }
        assert_refused(stage.try_password("Gone", PASSWORD).await);
        let before = stage.number("SELECT COUNT(*) FROM store_event").await;
        for name in ["cleo", "nopass", "gone", "nobody"] {
            let address = format!("{name}@staff.example");
            sign_in::request_link(&stage.desk, &address, Purpose::SignIn, peer("192.0.2.7")).await.unwrap();
        }
        let after = stage.number("SELECT COUNT(*) FROM store_event").await;
        assert_eq!(after - before, 4, "the same work for each");
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_link").await, 4);
        assert_eq!(stage.number("SELECT COUNT(*) FROM people_link WHERE person IS NOT NULL").await, 1);
    });
}

#[test]
fn attack_a_list_of_stolen_passwords_shuts_its_host_out_for_a_day() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Cleo", Role::Customer).await;
        for number in 0..15 {
            assert_refused(stage.try_password(&format!("victim{number}"), "stolen long ago").await);
        }
        assert!(matches!(stage.try_password("Cleo", PASSWORD).await, Err(Error::TooMany { .. })));
        let told = "SELECT COUNT(*) FROM store_event WHERE kind = 'sign_in.blocked' AND data LIKE '%192.0.2.7%'";
        assert_eq!(stage.number(told).await, 1);
        stage.advance(24 * 3_600);
        stage.try_password("Cleo", PASSWORD).await.unwrap();
    });
}

#[test]
fn attack_sentry_d714026543ec_nobody_raises_themselves_or_touches_their_betters() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let boss = stage.person("Boss", Role::Admin).await.id;
        let gus = stage.person("Gus", Role::Agent).await;
        let eve = stage.person("Eve", Role::Viewer).await;
        let cleo = stage.person("Cleo", Role::Customer).await;
        let hash = stage.desk.passwords().hash(secret(PASSWORD), &[]).await.unwrap();
        for scope in [scope_of(&gus), scope_of(&eve), scope_of(&cleo)] {
            let own = scope.person().unwrap();
            for target in [own, boss] {
                let (scope, hash, keys) = (scope.clone(), hash.clone(), stage.keys.clone());
                let answers = stage.write(move |tx| Ok(tries(tx, &scope, target, &hash, &keys))).await.unwrap();
                for answer in answers {
                    match answer {
                        Err(Error::NotFound) if target == boss && own == cleo.id => {}
                        answer => assert_forbidden(answer),
                    }
                }
            }
            let new = NewPerson::of("Evil", "evil2@evil.example", Role::Admin);
            assert_forbidden(stage.write(move |tx| person::create(tx, &scope, new)).await);
        }
        let raised = "SELECT COUNT(*) FROM people_person WHERE role = 'admin'";
        assert_eq!(stage.number(raised).await, 1);
    });
}

/// Every way to more rights, or to somebody else's.
fn tries(tx: &mut Tx<'_>, scope: &Scope, target: i64, hash: &HashedPassword, keys: &Keys) -> Vec<people::Result<()>> {
    vec![
        person::set_role(tx, scope, target, Role::Admin).map(drop),
        person::set_password(tx, scope, target, hash),
        person::disable(tx, scope, target).map(drop),
        person::enable(tx, scope, target).map(drop),
        person::add_address(tx, scope, target, "evil@evil.example").map(drop),
        person::verify_address(tx, scope, target, 0),
        link::invite(tx, scope, keys, target).map(drop),
    ]
}

#[test]
fn attack_last_admin_cannot_be_removed() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let boss = stage.person("Boss", Role::Admin).await.id;
        let own = Scope::staff(boss, Role::Admin);
        let scope = own.clone();
        let demoted = stage.write(move |tx| person::set_role(tx, &scope, boss, Role::Agent)).await;
        assert!(matches!(demoted, Err(Error::LastAdmin)));
        let disabled = stage.write(move |tx| person::disable(tx, &own, boss)).await;
        assert!(matches!(disabled, Err(Error::LastAdmin)));
        let other = stage.person("Other", Role::Admin).await.id;
        stage.write(move |tx| person::disable(tx, &SYSTEM, other)).await.unwrap();
        let alone = stage.write(move |tx| person::disable(tx, &SYSTEM, boss)).await;
        assert!(matches!(alone, Err(Error::LastAdmin)), "a disabled administrator does not count");
    });
}

#[test]
fn attack_session_fixation_a_token_given_from_outside_is_never_taken_over() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let planted = "A".repeat(43);
        let mut victim = visitor("192.0.2.7");
        victim.old_token = Some(planted.clone());
        let attempt =
            sign_in::Attempt { address: "gus@staff.example".to_owned(), password: secret(PASSWORD), visitor: victim };
        let started = sign_in::password(&stage.desk, attempt).await.unwrap();
        assert_ne!(started.token.expose(), &planted);
        assert!(stage.signed_in(&secret(&planted)).await.is_none());
    });
}

#[test]
fn attack_stale_proof_a_password_changed_during_sign_in_lets_nobody_in() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.with_password("Gus", Role::Agent).await;
        let started = stage.try_password("Gus", PASSWORD).await.unwrap();
        let before = stage.signed_in(&started.token).await.unwrap();
        let hash = stage.desk.passwords().hash(secret("another long sentence here"), &[]).await.unwrap();
        stage.write(move |tx| person::set_password(tx, &SYSTEM, gus.id, &hash)).await.unwrap();
        // What was proved before the change counts no more.
        assert_refused(sign_in::prove_again(&stage.desk, &before, secret(PASSWORD), peer("192.0.2.7")).await);
        assert_not_found(stage.write(move |tx| session::end(tx, &before.scope, started.session)).await);
    });
}
