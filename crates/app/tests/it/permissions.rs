//! Every route of the product, asked by everybody: who may gets an answer, who may not gets a clear refusal, and
//! nobody reads what is not theirs.

use std::{collections::HashMap, time::Duration};

use axum::body::Body as HttpBody;
use http::{Method, request::Builder};
use testkit::{Browser, Engine};
use web::{Family, Permission, Rule};

use crate::{
    samples::{self, Body, Sample},
    stage::{Caller, NOTE, Stage, TITLE, WORDS},
};

/// The rules of all routes.
pub fn rules() -> Vec<Rule> {
    let contexts = aftercare::modules::contexts();
    let mut rules: Vec<Rule> = contexts.iter().flat_map(|module| module.routes.rules().to_vec()).collect();
    rules.extend(web::own_rules());
    rules
}

/// What the caller must get.
fn expected(rule: &Rule, sample: &Sample, caller: Caller) -> u16 {
    let may = rule.permission.allows(caller.role());
    if !may && caller == Caller::Nobody {
        return if Family::of(&sample.path).is_page() { 303 } else { 401 };
    }
    if !may || only_reads(rule, caller) {
        return 403;
    }
    let sees = caller == Caller::Ann || !caller.is_customer() || (caller == Caller::Bob && sample.bob_sees);
    if sample.of_ann && !sees { 404 } else { sample.answer }
}

/// A viewer never writes, not even where every customer may.
fn only_reads(rule: &Rule, caller: Caller) -> bool {
    let writes = matches!(rule.path, "/api/v1/items" | "/api/v1/items/{item}/messages") && rule.method == Method::POST;
    caller == Caller::Viewer && writes
}

fn with_body(request: Builder, sample: &Sample) -> (Builder, HttpBody) {
    match &sample.body {
        Body::None => (request, HttpBody::empty()),
        Body::Form(fields) => {
            (request.header("content-type", "application/x-www-form-urlencoded"), fields.clone().into())
        }
        Body::Json(value) => (request.header("content-type", "application/json"), value.to_string().into()),
        Body::Bytes => (request.header("content-type", "application/octet-stream"), "bytes".into()),
        Body::Parts(fields) => {
            let parts: String = fields
                .iter()
                .map(|(name, value)| {
                    format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                })
                .collect();
            (request.header("content-type", "multipart/form-data; boundary=b"), (parts + "--b--\r\n").into())
        }
    }
}

/// The token of the forms on the caller's own pages.
async fn form_token(browser: &Browser<'_>, caller: Caller) -> Option<String> {
    if caller == Caller::Nobody {
        return None;
    }
    let page = browser.get("/account").await.expect(200);
    page.form("/account").value("csrf").map(str::to_owned)
}

type Browsers<'a> = HashMap<&'static str, (Browser<'a>, Option<String>)>;

async fn sign_everybody_in(stage: &Stage) -> Browsers<'_> {
    let mut browsers = HashMap::new();
    for caller in Caller::ALL {
        let browser = stage.browser(caller).await;
        let token = form_token(&browser, caller).await;
        browsers.insert(name(caller), (browser, token));
    }
    browsers
}

const fn name(caller: Caller) -> &'static str {
    match caller {
        Caller::Nobody => "nobody",
        Caller::Ann => "ann",
        Caller::Bob => "bob",
        Caller::Eve => "eve",
        Caller::Viewer => "viewer",
        Caller::Agent => "agent",
        Caller::Admin => "admin",
    }
}

/// Status and, unless it streams, text of the answer.
async fn ask(stage: &Stage, browsers: &Browsers<'_>, caller: Caller, rule: &Rule, sample: &Sample) -> (u16, String) {
    let (browser, token) = &browsers[name(caller)];
    let mut request = browser.request(rule.method.clone(), &sample.path);
    if let Some(token) = token {
        request = request.header("x-csrf-token", token);
    }
    let (request, body) = with_body(request, sample);
    if rule.path == "/live" {
        return (stage.app.stream(request.body(body).unwrap()).await.status().as_u16(), String::new());
    }
    let answer = browser.send(request, body).await;
    (answer.status(), answer.text())
}

fn check_words(rule: &Rule, caller: Caller, text: &str) {
    let stranger = caller == Caller::Nobody || caller == Caller::Eve || caller == Caller::Bob;
    for words in [TITLE, WORDS] {
        assert!(
            !stranger || !text.contains(words),
            "{caller:?} reads “{words}” at {} {}:\n{text}",
            rule.method,
            rule.path
        );
    }
    let outside = stranger || caller == Caller::Ann;
    assert!(!outside || !text.contains(NOTE), "{caller:?} reads the note at {} {}:\n{text}", rule.method, rule.path);
}

#[test]
fn every_route_answers_everybody_as_its_rule_says() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let stage = Stage::open(Engine::Sqlite).await;
        let mut browsers = sign_everybody_in(&stage).await;
        let mut wrong = Vec::new();
        for rule in rules() {
            for caller in Caller::ALL {
                let sample = samples::of(&rule, &stage, caller).await;
                let (status, text) = ask(&stage, &browsers, caller, &rule, &sample).await;
                let expected = expected(&rule, &sample, caller);
                if status != expected {
                    wrong
                        .push(format!("{} {} as {caller:?}: {status} instead of {expected}", rule.method, sample.path));
                }
                check_words(&rule, caller, &text);
            }
            stage.app.drain().await;
            // Sessions end here, or a ration is used up.
            if rule.rate.is_some() || rule.path.contains("sessions") {
                stage.app.world.clock.advance(Duration::from_secs(300));
                browsers = sign_everybody_in(&stage).await;
            }
        }
        assert!(wrong.is_empty(), "{} of the answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

/// The same without cookies: programs send a token, and nothing asks them for a form token.
#[test]
fn every_route_of_the_interface_answers_tokens_as_its_rule_says() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let stage = Stage::open(Engine::Sqlite).await;
        let mut wrong = Vec::new();
        for caller in Caller::ALL.into_iter().filter(|caller| *caller != Caller::Nobody) {
            let api = stage.app.api(stage.person(caller)).await;
            for rule in rules().into_iter().filter(|rule| rule.path.starts_with("/api/v1/")) {
                let sample = samples::of(&rule, &stage, caller).await;
                let (request, body) = with_body(api.request(rule.method.clone(), &sample.path), &sample);
                let answer = api.send(request, body).await;
                let expected = expected(&rule, &sample, caller);
                if answer.status() != expected {
                    wrong.push(format!(
                        "{} {} as {caller:?}: {} instead of {expected}",
                        rule.method,
                        sample.path,
                        answer.status()
                    ));
                }
                if answer.status() >= 400 {
                    let problem = answer.header("content-type").unwrap_or_default();
                    assert!(problem.starts_with("application/problem+json"), "{}: {problem}", sample.path);
                }
                check_words(&rule, caller, &answer.text());
            }
            stage.app.drain().await;
        }
        assert!(wrong.is_empty(), "{} of the answers are wrong:\n{}", wrong.len(), wrong.join("\n"));
    });
}

#[test]
fn a_wrong_credential_is_nobody() {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    runtime.block_on(async {
        let stage = Stage::open(Engine::Sqlite).await;
        for rule in
            rules().into_iter().filter(|rule| rule.permission != Permission::Anyone && rule.method == Method::GET)
        {
            let sample = samples::of(&rule, &stage, Caller::Nobody).await;
            let browser = stage.app.browser();
            browser.set_cookie(
                stage.app.platform.settings.cookie_name(),
                "Zm9yZ2VkLWZvcmdlZC1mb3JnZWQtZm9yZ2VkLWZvcmdlZA",
            );
            let answer = browser.get(&sample.path).await;
            assert!(matches!(answer.status(), 303 | 401), "{}: {}", sample.path, answer.status());
            let request =
                http::Request::builder().uri(&sample.path).header("authorization", "Bearer act_forged_forged");
            let answer = stage.app.send(request.body(HttpBody::empty()).unwrap()).await;
            assert!(matches!(answer.status(), 303 | 401), "{} with a forged token: {}", sample.path, answer.status());
        }
    });
}
