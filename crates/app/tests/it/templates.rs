//! Every template of the product renders in every language with what its page really gives it.

use std::collections::BTreeMap;

use base::Secret;
use http::Method;
use people::{link::Purpose, person::Changes};
use serde_json::json;
use testkit::{Answer, Browser, Engine, on_both};

use crate::{
    stage::{Caller, SYSTEM, Stage},
    words::strings_in_rust,
};

/// Which page shows a template, and who opens it.
fn pages() -> BTreeMap<&'static str, (Caller, &'static str)> {
    BTreeMap::from([
        ("desk/list.html", (Caller::Agent, "/desk")),
        ("desk/ticket.html", (Caller::Agent, "/desk/{key}")),
        ("desk/new.html", (Caller::Agent, "/desk/new")),
        ("desk/merge.html", (Caller::Agent, "/desk/{key}/merge")),
        ("desk/move-message.html", (Caller::Agent, "/desk/{key}/messages/{message}/move")),
        ("desk/mail.html", (Caller::Agent, "/desk/{key}/mail/{letter}")),
        ("desk/admin/queue.html", (Caller::Admin, "/admin/queues/{queue}")),
        ("desk/admin/blocked.html", (Caller::Admin, "/admin/blocked")),
        ("desk/admin/balance.html", (Caller::Admin, "/admin/balance")),
        ("desk/admin/balance-mails.html", (Caller::Admin, "/admin/balance/mails?state=quarantined")),
        ("desk/portal/list.html", (Caller::Ann, "/portal")),
        ("desk/portal/ticket.html", (Caller::Ann, "/portal/{key}")),
        ("desk/portal/new.html", (Caller::Ann, "/portal/new")),
        ("desk/admin/health.html", (Caller::Admin, "/admin")),
        ("desk/admin/people.html", (Caller::Admin, "/admin/people")),
        ("desk/admin/person-new.html", (Caller::Admin, "/admin/people/new")),
        ("desk/admin/organizations.html", (Caller::Admin, "/admin/organizations")),
        ("desk/admin/mailboxes.html", (Caller::Admin, "/admin/mailboxes")),
        ("desk/admin/mailbox.html", (Caller::Admin, "/admin/mailboxes/{mailbox}")),
        ("desk/admin/mailbox-settings.html", (Caller::Admin, "/admin/mailboxes/{mailbox}/settings")),
        ("desk/admin/queues.html", (Caller::Admin, "/admin/queues")),
        ("desk/admin/quarantine.html", (Caller::Admin, "/admin/quarantine")),
        ("desk/admin/mail.html", (Caller::Admin, "/admin/quarantine/{mail}")),
        ("desk/admin/jobs.html", (Caller::Admin, "/admin/jobs")),
        ("desk/admin/senders.html", (Caller::Admin, "/admin/senders")),
        ("desk/admin/keys.html", (Caller::Admin, "/admin/keys")),
        ("desk/letter.html", (Caller::Agent, "/messages/{message}/letter")),
        ("desk/admin/audit.html", (Caller::Admin, "/admin/audit")),
        ("web/account.html", (Caller::Ann, "/account")),
        ("web/confirm.html", (Caller::Ann, "/account/confirm")),
        ("web/api.html", (Caller::Nobody, "/api/docs")),
        ("web/error.html", (Caller::Ann, "/portal/SUP-999")),
        ("web/sign-in.html", (Caller::Nobody, "/sign-in")),
        ("web/link.html", (Caller::Nobody, "/sign-in/link?token={token}")),
        ("web/reset.html", (Caller::Nobody, "/sign-in/password?token={reset}")),
        ("ui/kit.html", (Caller::Agent, "/dev/kit")),
        ("ui/kit-ticket.html", (Caller::Agent, "/dev/kit/ticket")),
    ])
}

/// Templates that a page of their own test shows below, or that pages are made of.
const ELSEWHERE: [&str; 7] = [
    "desk/admin/quarantine-count.html",
    "desk/admin/mailbox-consent.html",
    "web/account-token.html",
    "web/error-part.html",
    "web/favicon.txt",
    "web/link-sent.html",
    "web/set-up.html",
];

const LOCALES: [&str; 2] = ["en", "zh-CN"];

/// The templates that Rust names; the others are parts of these.
fn shown_by_rust(stage: &Stage) -> Vec<String> {
    let named = strings_in_rust();
    let known = stage.app.platform.ui.templates();
    let shown: Vec<String> = known
        .into_iter()
        .filter(|name| named.contains(*name) && !name.starts_with("ui/layout"))
        .map(str::to_owned)
        .collect();
    assert!(shown.len() > 20, "{shown:?}");
    shown
}

fn check(page: &Answer, locale: &str, what: &str) {
    assert!(page.status() < 500, "{what} in {locale}: {}", page.text());
    assert!(page.text().contains(&format!("<html lang=\"{locale}\"")), "{what} is not in {locale}: {}", page.text());
}

#[test]
fn every_template_renders_in_every_language() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let ticket = stage.ticket().await;
        let mail = stage.quarantined().await;
        let pages = pages();
        for name in shown_by_rust(&stage) {
            assert!(ELSEWHERE.contains(&name.as_str()) || pages.contains_key(name.as_str()), "no page shows {name}");
        }
        for locale in LOCALES {
            for caller in Caller::ALL.into_iter().filter(|caller| *caller != Caller::Nobody) {
                speak(&stage, caller, locale).await;
            }
            let (token, reset) = (link(&stage, Purpose::SignIn).await, link(&stage, Purpose::Reset).await);
            for (name, (caller, path)) in &pages {
                let path = path.replace("{key}", &ticket.key).replace("{mail}", &mail.to_string());
                let path =
                    path.replace("{letter}", &ticket.mail.to_string()).replace("{queue}", &stage.queue.to_string());
                let path = path.replace("{message}", &ticket.message.to_string());
                let path = path.replace("{mailbox}", &stage.mailbox.to_string());
                let path = path.replace("{token}", token.expose()).replace("{reset}", reset.expose());
                let browser = stage.browser(*caller).await;
                choose(&stage, &browser, locale);
                check(&browser.get(&path).await, locale, name);
            }
        }
        stage.app.drain().await;
    });
}

#[test]
fn everything_that_can_happen_to_an_item_is_told_in_every_language() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        let ticket = stage.ticket().await;
        let api = stage.app.api(stage.person(Caller::Agent)).await;
        let path = format!("/api/v1/items/{}", ticket.key);
        for change in [
            json!({ "status": "open" }),
            json!({ "assignee": "max@provider.test" }),
            json!({ "assignee": null }),
            json!({ "assignee": "ada@provider.test" }),
            json!({ "priority": 1, "priority_reason": "She asked twice" }),
            json!({ "tags": ["one"] }),
            json!({ "tags": ["two"] }),
            json!({ "tags": [] }),
            json!({ "title": "Another title" }),
            json!({ "requester": "eve@globex.test" }),
            json!({ "status": "waiting", "waiting_on": "vendor" }),
            json!({ "status": "solved" }),
            json!({ "kind": "bug" }),
        ] {
            api.patch(&path, "*", &change).await.expect(200);
        }
        let (id, scope) = (ticket.id, people::scope_of(stage.person(Caller::Admin)));
        let changed = stage.app.store.write(move |tx| {
            work::item::move_queue(tx, &scope, id, None, None)?;
            work::item::delete(tx, &scope, id, None)?;
            work::item::restore(tx, &scope, id, None)
        });
        changed.await.unwrap();
        for locale in LOCALES {
            speak(&stage, Caller::Agent, locale).await;
            let page = stage.browser(Caller::Agent).await.get(&format!("/desk/{}", ticket.key)).await.expect(200);
            check(&page, locale, "the ticket");
        }
        stage.app.drain().await;
    });
}

#[test]
fn what_only_an_action_shows_renders_in_every_language() {
    on_both(async |engine| {
        let stage = Stage::open(engine).await;
        for locale in LOCALES {
            speak(&stage, Caller::Agent, locale).await;
            let agent = stage.browser(Caller::Agent).await;
            let page = agent.get("/account").await.expect(200);
            check(
                &agent.submit(&page, "/account/tokens", &[("name", "script"), ("days", "7")]).await.expect(200),
                locale,
                "the token",
            );
            let request = agent.request(Method::GET, "/desk/SUP-999").header("hx-request", "true");
            let part = agent.send(request, "").await.expect(404).text();
            assert!(!part.contains("<html"), "a part of a page stays a part: {part}");
            let nobody = stage.app.browser();
            choose(&stage, &nobody, locale);
            let page = nobody.get("/sign-in").await;
            let fields = [("address", "nobody@outside.test"), ("purpose", "sign_in")];
            check(&nobody.submit(&page, "/sign-in/send-link", &fields).await, locale, "the sent link");
        }
        stage.app.drain().await;
    });
}

#[test]
fn the_first_set_up_renders_in_every_language() {
    on_both(async |engine: Engine| {
        let app = testkit::TestApp::open(engine, aftercare::modules::contexts(), desk::reactions::registrations);
        for locale in LOCALES {
            let browser = app.browser();
            browser.set_cookie("__Host-preferences", &format!("..{locale}"));
            let page = browser.open("/").await.expect(200);
            check(&page, locale, "the set-up");
            assert!(page.text().contains("action=\"/setup\""), "{}", page.text());
        }
    });
}

/// People without a sign-in choose their language by a cookie.
fn choose(stage: &Stage, browser: &Browser<'_>, locale: &str) {
    assert_eq!(stage.app.platform.settings.cookie_name(), "__Host-session");
    browser.set_cookie("__Host-preferences", &format!("..{locale}"));
}

async fn speak(stage: &Stage, caller: Caller, locale: &str) {
    let id = stage.person(caller).id;
    let changes = Changes { locale: Some(Some(locale.to_owned())), ..Changes::default() };
    stage.app.store.write(move |tx| people::person::update(tx, &SYSTEM, id, None, changes)).await.unwrap();
}

/// The token of a fresh link, as the mail carries it.
async fn link(stage: &Stage, purpose: Purpose) -> Secret<String> {
    let browser = stage.app.browser();
    let page = browser.get("/sign-in").await.expect(200);
    let wish = if purpose == Purpose::Reset { "reset" } else { "sign_in" };
    stage.app.world.clock.advance(std::time::Duration::from_secs(600));
    browser.submit(&page, "/sign-in/send-link", &[("address", "ann@northwind.test"), ("purpose", wish)]).await;
    stage.app.drain().await;
    let text = stage.app.sent.to("ann@northwind.test").pop().expect("the link is mailed").parsed().text;
    let token = text.split("token=").nth(1).expect(&text).split_whitespace().next().unwrap_or_default();
    Secret::new(token.to_owned())
}
