//! Consents (OAuth 2.0) against an authorization server, and a Dovecot that asks it whose a token is.

use std::{sync::Arc, time::Duration};

use base::{Role, Scope, Secret};
use connector::{Connector, SystemNetwork};
use mail::{
    mailbox::{
        self, TlsTrust,
        settings::{Credential, FetchSettings},
    },
    oauth::{self, Client},
};
use peers::{
    authorization::{Authorization, SECRET},
    dovecot,
};

use crate::{
    accounts::{Fetched, USER, imap, letter, pop3, set, until_error},
    rig::{Rig, admin},
};

fn connector() -> Connector {
    Connector::new(Arc::new(SystemNetwork), Connector::public_roots()).unwrap()
}

/// The owner of the account consents; the mailbox has its tokens then.
async fn consented(rig: &Rig, server: &Authorization) -> Result<i64, mail::Error> {
    let scope = Scope::staff(7, Role::Admin);
    let client = Client::other(
        &server.authorize_url(),
        &server.token_url(),
        &["mail"],
        "our-id",
        Some(Secret::new(SECRET.to_owned())),
    );
    let (id, keys, asking) = (rig.mailbox, rig.door.keys.clone(), scope.clone());
    let asked = rig
        .door
        .store
        .write(move |tx| oauth::ask(tx, &asking, &keys, id, client, "https://help.test/callback"))
        .await?;
    let back = server.consent(&asked.url, USER).unwrap();
    let field = |name: &str| {
        let (_, query) = back.split_once('?').unwrap();
        query.split('&').find_map(|pair| pair.strip_prefix(&format!("{name}="))).unwrap().to_owned()
    };
    let answer = oauth::Answer { state: field("state"), code: Some(field("code")), error: None };
    let taken = oauth::answer(&rig.door.store, &connector(), &rig.door.keys, &scope, answer.clone()).await;
    let again = oauth::answer(&rig.door.store, &connector(), &rig.door.keys, &scope, answer).await;
    assert!(again.is_err(), "an answer is good once");
    taken
}

#[tokio::test(flavor = "multi_thread")]
async fn real_a_consent_opens_the_mailbox_over_imap_and_pop3() {
    let provider = Authorization::start().unwrap();
    let introspection = Some(provider.introspection_url());
    let server = dovecot::start_with(&dovecot::Options { certificate: None, introspection }).unwrap();
    server.mailbox(USER).unwrap().deliver(&letter("consented")).unwrap();
    for settings in [imap(&server), pop3(&server)] {
        let rig = Rig::new();
        assert_eq!(consented(&rig, &provider).await.unwrap(), rig.mailbox);
        set(&rig, FetchSettings { credential: Credential::Consent, include_seen: true, ..settings }).await;
        Fetched::begin(Arc::new(rig), TlsTrust::public().unwrap()).wait_for(&["consented"]).await;
    }
    let rig = Rig::new();
    set(&rig, FetchSettings { credential: Credential::Consent, ..imap(&server) }).await;
    until_error(&Fetched::begin(Arc::new(rig), TlsTrust::public().unwrap()), "signing in was refused").await;
}

#[tokio::test]
async fn access_tokens_are_renewed_before_they_expire_and_a_refusal_is_an_alarm() {
    let provider = Authorization::start().unwrap();
    let rig = Rig::new();
    set(&rig, FetchSettings::imap("imap.x.test", USER, Credential::Consent)).await;
    consented(&rig, &provider).await.unwrap();
    let (store, keys, id) = (&rig.door.store, rig.door.keys.clone(), rig.mailbox);
    let token = || {
        let keys = keys.clone();
        async move { store.read(move |tx| oauth::access_token(tx, &keys, id)).await.unwrap().unwrap() }
    };
    let first = token().await;
    assert_eq!(oauth::renew_due(store, &connector(), &keys).await.unwrap(), 0, "it is fresh");
    rig.clock.advance(Duration::from_secs(3_600 * 86 / 100));
    assert_eq!(oauth::renew_due(store, &connector(), &keys).await.unwrap(), 1);
    let second = token().await;
    assert_ne!(first.expose(), second.expose());

    // A provider that is down is no alarm as long as the token works.
    provider.is_down(true);
    rig.clock.advance(Duration::from_secs(3_600 * 86 / 100));
    oauth::renew_due(store, &connector(), &keys).await.unwrap();
    let alarms = || store.read(|tx| mailbox::alarms(tx, &admin()));
    assert!(alarms().await.unwrap().iter().all(|alarm| alarm.trouble.name() != "consent_fails"));
    provider.is_down(false);
    rig.clock.advance(Duration::from_secs(61));
    oauth::renew_due(store, &connector(), &keys).await.unwrap();
    assert_ne!(token().await.expose(), second.expose());

    provider.revoke(USER);
    rig.clock.advance(Duration::from_secs(3_600));
    oauth::renew_due(store, &connector(), &keys).await.unwrap();
    let alarms = alarms().await.unwrap();
    assert_eq!(alarms.iter().map(|alarm| alarm.trouble.name()).collect::<Vec<_>>(), ["consent_fails"]);
    assert_eq!(alarms[0].mailbox, id);
}

#[tokio::test]
async fn a_consent_that_ends_is_told_a_week_before() {
    let provider = Authorization::start().unwrap();
    provider.lives(3_600, Some(90 * 24 * 3_600));
    let rig = Rig::new();
    set(&rig, FetchSettings::imap("imap.x.test", USER, Credential::Consent)).await;
    consented(&rig, &provider).await.unwrap();
    let names = || async {
        let minutes = mailbox::Change { alarm_minutes: Some(10_080), ..Default::default() };
        let (keys, id) = (rig.door.keys.clone(), rig.mailbox);
        // A change of the settings begins the time for the next fetch anew.
        rig.door.store.write(move |tx| mailbox::change(tx, &admin(), &keys, id, &minutes)).await.unwrap();
        let alarms = rig.door.store.read(|tx| mailbox::alarms(tx, &admin())).await.unwrap();
        alarms.iter().map(|alarm| alarm.trouble.name()).collect::<Vec<_>>()
    };
    rig.clock.advance(Duration::from_secs(82 * 24 * 3_600));
    assert_eq!(names().await, [""; 0]);
    rig.clock.advance(Duration::from_secs(24 * 3_600 + 1));
    assert_eq!(names().await, ["consent_ends"]);
}

#[tokio::test]
async fn attack_an_answer_with_a_foreign_or_old_state_is_refused() {
    let provider = Authorization::start().unwrap();
    let rig = Rig::new();
    let (keys, id) = (rig.door.keys.clone(), rig.mailbox);
    let client = Client::other(&provider.authorize_url(), &provider.token_url(), &[], "our-id", None);
    let ask = |person| {
        let (keys, client) = (keys.clone(), client.clone());
        let scope = Scope::staff(person, Role::Admin);
        rig.door.store.write(move |tx| oauth::ask(tx, &scope, &keys, id, client, "https://help.test/callback"))
    };
    let state = |url: &str| url.split("state=").nth(1).unwrap().split('&').next().unwrap().to_owned();
    let answer = |state, person| {
        let answer = oauth::Answer { state, code: Some("code".into()), error: None };
        let (store, keys) = (rig.door.store.clone(), keys.clone());
        async move { oauth::answer(&store, &connector(), &keys, &Scope::staff(person, Role::Admin), answer).await }
    };
    let is_refused =
        |outcome: Result<i64, mail::Error>| matches!(outcome, Err(mail::Error::Invalid { field: "consent", .. }));
    assert!(is_refused(answer("made-up".to_owned(), 7).await));
    let asked = ask(7).await.unwrap();
    assert!(is_refused(answer(state(&asked.url), 8).await), "another administrator's");
    let asked = ask(7).await.unwrap();
    rig.clock.advance(Duration::from_secs(16 * 60));
    assert!(is_refused(answer(state(&asked.url), 7).await), "too old");
    let agent = Scope::staff(9, Role::Agent);
    let refused = rig.door.store.write({
        let (keys, client) = (keys.clone(), client.clone());
        move |tx| oauth::ask(tx, &agent, &keys, id, client, "https://help.test/callback")
    });
    assert!(matches!(refused.await, Err(mail::Error::Forbidden)));
}
