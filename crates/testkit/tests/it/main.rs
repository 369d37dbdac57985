//! The test application itself: people sign in through the real pages, programs call with tokens, mail is accounted for.
#![cfg(feature = "app")]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test stops where it fails")]

use base::{Role, Scope};
use testkit::{PASSWORD, TestApp, on_both};

#[test]
fn people_sign_in_through_the_page_and_out_again() {
    on_both(async |engine| {
        let app = TestApp::open(engine, vec![], |_| vec![]);
        app.person("Ana", "ana@provider.test", Role::Admin).await;
        let browser = app.browser();
        let page = browser.open("/sign-in").await.expect(200);
        let fields = [("address", "ana@provider.test"), ("password", "wrong")];
        let refused = browser.submit(&page, "/sign-in", &fields).await;
        assert!(refused.status() >= 400, "{}", refused.status());
        let fields = [("address", "ana@provider.test"), ("password", PASSWORD)];
        let entered = browser.submit(&page, "/sign-in", &fields).await.expect(303);
        assert!(entered.header("set-cookie").is_some());
        let account = browser.open("/account").await.expect(200);
        assert!(account.shows("Ana"));
        browser.submit(&account, "/sign-out", &[]).await.expect(303);
        assert_ne!(browser.get("/account").await.status(), 200);
        app.drain().await;
    });
}

#[test]
fn a_session_and_a_token_stand_for_their_person() {
    on_both(async |engine| {
        let app = TestApp::open(engine, vec![], |_| vec![]);
        let agent = app.person("Lee", "lee@provider.test", Role::Agent).await;
        let browser = app.signed_in(&agent).await;
        assert!(browser.open("/account").await.expect(200).shows("Lee"));
        let api = app.api(&agent).await;
        let described = api.get("/api/v1/openapi.json").await.expect(200).json();
        assert_eq!(described["openapi"].as_str().map(|version| version.starts_with("3.1")), Some(true));
        api.get("/api/v1/nothing-here").await.expect(404);
        app.drain().await;
    });
}

#[test]
fn mail_that_comes_in_is_accounted_for() {
    on_both(async |engine| {
        let app = TestApp::open(engine, vec![], |_| vec![]);
        let raw = b"From: Kim <kim@outside.test>\r\nMessage-ID: <1@outside.test>\r\nSubject: Help\r\n\r\nHello\r\n";
        let receipt = app.receive("kim@outside.test", &["help@provider.test"], raw).await;
        app.drain().await;
        let balance = app.store.read(|tx| mail::balance(tx, &Scope::system("test"))).await.unwrap();
        assert_eq!((balance.received, balance.holds()), (1, true));
        assert!(receipt.mail > 0);
        assert!(app.sent.all().is_empty());
    });
}

#[test]
#[should_panic(expected = "jobs are left in the queue")]
fn work_left_in_the_queue_fails_the_test() {
    const LEFT: jobs::JobKind =
        jobs::JobKind { name: "test.left", lane: "default", max_attempts: 1, lease: std::time::Duration::from_secs(1) };
    on_both(async |engine| {
        let app = TestApp::open(engine, vec![], |_| vec![]);
        app.store.write(|tx| jobs::enqueue(tx, &LEFT, &(), jobs::Options::default())).await.unwrap();
    });
}
