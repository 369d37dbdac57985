//! The first administrator.

use base::{Role, Secret};
use people::{
    Flaw,
    setup::{self, FirstAdmin},
};
use testkit::on_both;

use crate::stage::{PASSWORD, SYSTEM, Stage, assert_flaw, assert_forbidden, assert_refused, secret, visitor};

fn first(token: &Secret<String>, password: &str) -> FirstAdmin {
    FirstAdmin {
        token: token.clone(),
        name: "Ada".to_owned(),
        address: "ada@staff.example".to_owned(),
        password: secret(password),
    }
}

#[test]
fn the_token_from_the_console_makes_the_first_admin_once() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let old = stage.write(|tx| setup::prepare(tx, &SYSTEM)).await.unwrap().unwrap();
        let token = stage.write(|tx| setup::prepare(tx, &SYSTEM)).await.unwrap().unwrap();
        assert_refused(setup::redeem(&stage.desk, first(&old, PASSWORD), visitor("192.0.2.7")).await);
        assert_refused(setup::redeem(&stage.desk, first(&secret(""), PASSWORD), visitor("192.0.2.7")).await);
        let weak = setup::redeem(&stage.desk, first(&token, "password1"), visitor("192.0.2.7")).await;
        assert_flaw(weak, "password", Flaw::PasswordGuessable);
        let started = setup::redeem(&stage.desk, first(&token, PASSWORD), visitor("192.0.2.7")).await.unwrap();
        let signed_in = stage.signed_in(&started.token).await.unwrap();
        assert_eq!((signed_in.person.role, signed_in.person.name.as_str()), (Role::Admin, "Ada"));
        assert!(stage.try_password("Ada", PASSWORD).await.is_ok());
        assert!(!stage.read(setup::is_open).await.unwrap());
    });
}

#[test]
fn attack_cve_2026_34723_setup_is_closed_once_there_is_an_admin() {
    on_both(async |engine| {
        let stage = Stage::open(engine);
        let token = stage.write(|tx| setup::prepare(tx, &SYSTEM)).await.unwrap().unwrap();
        // An administrator made by a command closes the set-up, the token still unused.
        stage.person("Boss", Role::Admin).await;
        assert_refused(setup::redeem(&stage.desk, first(&token, PASSWORD), visitor("192.0.2.7")).await);
        assert!(stage.write(|tx| setup::prepare(tx, &SYSTEM)).await.unwrap().is_none());
        let customer = base::Scope::customer(1, Vec::new());
        assert_forbidden(stage.write(move |tx| setup::prepare(tx, &customer)).await);
    });
}
