//! Signing in with a password, and changing it.

use base::Role;
use people::{Error, Flaw, session::Visitor, sign_in};
use store::params;
use testkit::on_both;

use crate::stage::{OTHER_PASSWORD, PASSWORD, Stage, address_of, assert_flaw, assert_refused, peer, secret, visitor};

#[test]
fn the_right_password_begins_a_session() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.with_password("Gus", Role::Agent).await;
        assert_refused(stage.try_password("Gus", OTHER_PASSWORD).await);
        let started = stage.try_password("GUS", PASSWORD).await.unwrap();
        let signed_in = stage.signed_in(&started.token).await.unwrap();
        assert_eq!((signed_in.person.id, signed_in.scope.role()), (gus.id, Some(Role::Agent)));
        assert_eq!(
            stage.events("person", gus.id).await,
            ["person.created", "person.password_set", "sign_in.refused", "session.started"]
        );
    });
}

#[test]
fn failures_delay_the_one_who_fails_and_nobody_else() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        for _ in 0..3 {
            assert_refused(stage.try_password("Gus", "wrong").await);
        }
        let delayed = stage.try_password("Gus", PASSWORD).await;
        assert!(matches!(delayed, Err(Error::TooMany { .. })), "{delayed:?}");
        let elsewhere = sign_in::Attempt {
            address: address_of("Gus"),
            password: secret(PASSWORD),
            visitor: visitor("198.51.100.9"),
        };
        sign_in::password(&stage.desk, elsewhere).await.unwrap();
        stage.advance(1);
        stage.try_password("Gus", PASSWORD).await.unwrap();
    });
}

#[test]
fn one_network_gets_few_tries_over_all_accounts() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let mut refused = 0;
        for number in 0..40 {
            // Four hosts share the network; none of them alone tries so much that it is taken for an attack.
            let attempt = sign_in::Attempt {
                address: address_of(&format!("nobody{number}")),
                password: secret("wrong"),
                visitor: visitor(&format!("192.0.2.{}", number % 4)),
            };
            refused += usize::from(matches!(sign_in::password(&stage.desk, attempt).await, Err(Error::TooMany { .. })));
        }
        assert_eq!(refused, 10);
    });
}

#[test]
fn a_cheap_old_hash_is_made_anew_at_the_next_sign_in() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.with_password("Gus", Role::Agent).await;
        // "correct violet harbour staple" under m=64, t=1, p=1
        let cheap = cheap_hash();
        stage
            .write(move |tx| {
                Ok(tx.execute("UPDATE people_person SET password = $1 WHERE id = $2", params![cheap, gus.id])?)
            })
            .await
            .unwrap();
        let started = stage.try_password("Gus", PASSWORD).await.unwrap();
        assert!(stage.signed_in(&started.token).await.is_some());
        let stored =
            stage.read(|tx| Ok(tx.query_one("SELECT password FROM people_person", &[], |row| row.get::<String>(0))?));
        assert!(stored.await.unwrap().starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(stage.try_password("Gus", PASSWORD).await.is_ok());
    });
}

fn cheap_hash() -> String {
    use argon2::{Algorithm, Argon2, Params, Version, password_hash::PasswordHasher as _};
    let cheap = Argon2::new(Algorithm::Argon2id, Version::V0x13, Params::new(64, 1, 1, None).unwrap());
    cheap.hash_password_with_salt(PASSWORD.as_bytes(), &[7; 16]).unwrap().to_string()
}

#[test]
fn a_password_is_changed_with_the_old_one_and_ends_other_sessions() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        stage.with_password("Gus", Role::Agent).await;
        let other = stage.try_password("Gus", PASSWORD).await.unwrap();
        let own = stage.try_password("Gus", PASSWORD).await.unwrap();
        let signed_in = stage.signed_in(&own.token).await.unwrap();
        let change = |old: &'static str, new: &'static str| {
            sign_in::change_password(&stage.desk, &signed_in, secret(old), secret(new), visitor("192.0.2.7"))
        };
        assert_refused(change("wrong", OTHER_PASSWORD).await);
        assert_flaw(change(PASSWORD, "12345678").await, "password", Flaw::PasswordGuessable);
        let fresh = change(PASSWORD, OTHER_PASSWORD).await.unwrap();
        assert!(stage.signed_in(&fresh.token).await.is_some());
        assert!(stage.signed_in(&own.token).await.is_none());
        assert!(stage.signed_in(&other.token).await.is_none());
        assert_refused(change(OTHER_PASSWORD, PASSWORD).await);
        assert_refused(stage.try_password("Gus", PASSWORD).await);
        assert!(stage.try_password("Gus", OTHER_PASSWORD).await.is_ok());
    });
}

#[test]
fn what_a_browser_says_of_itself_is_cleaned_and_cut() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let gus = stage.with_password("Gus", Role::Agent).await;
        let user_agent = format!("A\r\nB\0{}", "x".repeat(1_000));
        let visitor = Visitor { peer: peer("::ffff:192.0.2.7"), user_agent, old_token: None };
        let attempt = sign_in::Attempt { address: address_of("Gus"), password: secret(PASSWORD), visitor };
        sign_in::password(&stage.desk, attempt).await.unwrap();
        let own = people::scope_of(&gus);
        let listed = stage.read(move |tx| people::session::list(tx, &own, gus.id)).await.unwrap();
        assert!(listed[0].user_agent.starts_with("A Bx") && listed[0].user_agent.chars().count() == 300);
        assert_eq!(listed[0].peer, "192.0.2.7");
    });
}
