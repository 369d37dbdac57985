//! An administrator's mailboxes: set up, tried out, consented to, watched.

use std::time::Duration;

use base::Role;
use mail::mailbox::{
    self,
    settings::{Credential, Encryption, FetchSettings},
};
use testkit::{
    Browser, TestApp,
    authorization::{self, Authorization},
    dovecot, on_both,
};
use work::Kind;

use crate::house::{House, SUPPORT, SYSTEM};

async fn admin(app: &TestApp) -> Browser<'_> {
    let admin = app.person("Moa Admin", "moa@provider.test", Role::Admin).await;
    app.signed_in(&admin).await
}

async fn support(app: &TestApp) -> i64 {
    app.store.read(|tx| mailbox::by_address(tx, &SYSTEM, SUPPORT)).await.unwrap().id
}

/// The address of a settings form with what its page showed, and these fields changed.
async fn set(browser: &Browser<'_>, id: i64, fields: &[(&str, &str)]) -> testkit::Answer {
    let path = format!("/admin/mailboxes/{id}/settings");
    let page = browser.get(&path).await.expect(200);
    browser.submit(&page, &path, fields).await
}

#[test]
fn a_new_mailbox_leads_to_its_servers() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let browser = admin(&house.app).await;
        let list = browser.get("/admin/mailboxes").await.expect(200);
        let queue = house.app.store.read(|tx| work::queue::by_name(tx, &SYSTEM, "Support")).await.unwrap().unwrap();
        let queue = queue.id.to_string();
        let made = browser
            .submit(&list, "/admin/mailboxes", &[("address", "help@gmail.com"), ("name", "Help"), ("queue", &queue)])
            .await;
        assert!(made.location().ends_with("/settings?guess=true"), "{}", made.location());
        let page = browser.follow(made).await.expect(200);
        assert!(
            page.text().contains("imap.gmail.com") && page.text().contains("smtp.gmail.com"),
            "the provider is known"
        );
        assert!(page.shows("This provider wants a consent."), "{}", page.text());
    });
}

#[test]
fn a_password_that_was_not_written_again_stays_and_is_never_shown() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let (browser, id) = (admin(&house.app).await, support(&house.app).await);
        let fields = [
            ("incoming", "imap"),
            ("host", "imap.provider.test"),
            ("user", "support"),
            ("password", "hunter2"),
            ("folders", "INBOX\nOrders"),
            ("after", "move"),
            ("after_folder", "Done"),
        ];
        set(&browser, id, &fields).await.expect(303);
        let stored = || async {
            let keys = house.app.platform.keys.clone();
            house.app.store.read(move |tx| mailbox::stored_fetch_settings(tx, &keys, id)).await.unwrap().unwrap()
        };
        let first = stored().await;
        assert_eq!(first.folders, ["INBOX", "Orders"]);
        assert_eq!(first.credential, Credential::Password("hunter2".into()));
        let page = browser.get(&format!("/admin/mailboxes/{id}/settings")).await.expect(200);
        assert!(!page.text().contains("hunter2"));
        set(&browser, id, &[("host", "mail.provider.test")]).await.expect(303);
        let second = stored().await;
        assert_eq!((second.host.as_str(), second.credential), ("mail.provider.test", first.credential));
        let refused = set(&browser, id, &[("folders", "Done")]).await.expect(422);
        assert!(refused.shows("mail cannot be moved to a folder that is fetched"), "{}", refused.text());
        settle_trials(&house.app).await;
    });
}

/// Saving tries the mailbox out; these servers do not exist.
async fn settle_trials(app: &TestApp) {
    app.drain().await;
}

#[test]
fn real_a_trial_takes_every_step_and_names_the_one_that_fails() {
    on_both(async |engine| {
        let server = dovecot::start().unwrap();
        server.mailbox(SUPPORT).unwrap().deliver(b"Subject: The newest one\r\n\r\nbody\r\n").unwrap();
        let house = House::open(engine).await;
        let (browser, id) = (admin(&house.app).await, support(&house.app).await);
        let good = FetchSettings {
            port: server.address().port(),
            encryption: Encryption::None,
            ..FetchSettings::imap("127.0.0.1", SUPPORT, Credential::Password(dovecot::PASSWORD.into()))
        };
        for (change, failing, words) in [
            (FetchSettings { port: 1, ..good.clone() }, "Connection", "refused"),
            (FetchSettings { credential: Credential::Password("wrong".into()), ..good.clone() }, "Sign-in", "refused"),
            (FetchSettings { folders: vec!["Absent".into()], ..good.clone() }, "Folders", "there is no folder Absent"),
        ] {
            let keys = house.app.platform.keys.clone();
            let change = mailbox::Change { fetch: Some(Some(change)), ..Default::default() };
            house.app.store.write(move |tx| mailbox::change(tx, &SYSTEM, &keys, id, &change)).await.unwrap();
            let path = format!("/admin/mailboxes/{id}");
            house.app.world.clock.advance(Duration::from_secs(1));
            let page = browser.get(&path).await.expect(200);
            let page = browser.submit(&page, &format!("{path}/test"), &[]).await;
            let page = browser.follow(page).await.expect(200);
            assert!(page.shows("Trying out"), "{failing}: {}", page.text());
            house.app.drain().await;
            let page = browser.get(&path).await.expect(200);
            assert!(page.shows(failing) && page.shows(words), "{failing}: {}", page.text());
            assert!(page.shows("The last step shown failed"), "{}", page.text());
        }
    });
}

#[test]
fn a_mailbox_that_is_not_fetched_becomes_one_task_and_its_recovery_ends_it() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        let (browser, id) = (admin(&house.app).await, support(&house.app).await);
        let keys = house.app.platform.keys.clone();
        let fetch = FetchSettings::imap("imap.provider.test", "support", Credential::Password("x".into()));
        let change = mailbox::Change { fetch: Some(Some(fetch)), ..Default::default() };
        house.app.store.write(move |tx| mailbox::change(tx, &SYSTEM, &keys, id, &change)).await.unwrap();
        let note = |error: Option<&'static str>| house.app.store.write(move |tx| mailbox::note_fetch(tx, id, error));
        let look = || async {
            let state = house.app.platform.clone();
            house.app.store.write(move |tx| desk::mailbox::watch::look(tx, &state.ui)).await.unwrap();
            house.app.drain().await;
        };
        for _ in 0..4 {
            note(Some("no connection: refused")).await.unwrap();
        }
        look().await;
        assert!(!house.exists("SUP-1").await, "four failures are no news");
        note(Some("no connection: refused")).await.unwrap();
        look().await;
        look().await;
        let task = house.item("SUP-1").await;
        assert_eq!((task.kind, task.title.as_str()), (Kind::Task, "The mailbox support@provider.test needs attention"));
        assert!(!house.exists("SUP-2").await, "one task is enough");
        for path in ["/admin", "/admin/mailboxes", &format!("/admin/mailboxes/{id}")] {
            assert!(browser.get(path).await.expect(200).shows("cannot be fetched"), "{path}");
        }
        note(None).await.unwrap();
        look().await;
        assert!(!house.item("SUP-1").await.category.is_active());
        assert!(!browser.get("/admin").await.expect(200).shows("cannot be fetched"));
        house.app.world.clock.advance(Duration::from_secs(61 * 60));
        look().await;
        assert!(house.exists("SUP-2").await, "nothing was fetched for an hour");
    });
}

#[test]
fn a_consent_is_asked_for_and_comes_back() {
    on_both(async |engine| {
        let provider = Authorization::start().unwrap();
        let house = House::open(engine).await;
        let (browser, id) = (admin(&house.app).await, support(&house.app).await);
        let path = format!("/admin/mailboxes/{id}");
        let page = browser.get(&path).await.expect(200);
        let (authorize, token) = (provider.authorize_url(), provider.token_url());
        let fields = [
            ("provider", "other"),
            ("client_id", "our-id"),
            ("client_secret", authorization::SECRET),
            ("authorize_url", authorize.as_str()),
            ("token_url", token.as_str()),
            ("scopes", "mail offline_access"),
        ];
        let page = browser.submit(&page, &format!("{path}/consent"), &fields).await.expect(200);
        let text = page.text();
        let link = text.split('"').find(|part| part.starts_with(&authorize)).unwrap().replace("&amp;", "&");
        let back = provider.consent(&link, SUPPORT).unwrap();
        let back = back.strip_prefix("https://help.test").unwrap();
        let done = browser.get(back).await;
        assert_eq!(done.location(), path);
        assert!(browser.follow(done).await.expect(200).shows("The consent is given."));
        browser.get(back).await.expect(422);
        assert_eq!(provider.given(), 1);
    });
}
