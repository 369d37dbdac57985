//! One request for every route of the product that is right in itself, so that only who asks decides.

use base::Clock as _;
use http::Method;
use serde_json::{Value, json};
use testkit::PASSWORD;
use web::Rule;

use crate::{
    samples_mail::{of_keys, of_message},
    stage::{Caller, Stage, Ticket, number},
};

/// What is sent.
#[derive(Clone, Debug)]
pub enum Body {
    None,
    Form(String),
    Parts(Vec<(&'static str, String)>),
    Json(Value),
    Bytes,
}

/// A request and its answer for those who may.
#[derive(Clone, Debug)]
pub struct Sample {
    pub path: String,
    pub body: Body,
    pub answer: u16,
    /// The request names something of Ann's; who does not see it gets 404.
    pub of_ann: bool,
    /// Bob sees it too, because he is of the same organisation.
    pub bob_sees: bool,
}

pub fn sample(path: impl Into<String>, body: Body, answer: u16) -> Sample {
    Sample { path: path.into(), body, answer, of_ann: false, bob_sees: false }
}

pub fn read(path: impl Into<String>) -> Sample {
    sample(path, Body::None, 200)
}

pub fn form(path: impl Into<String>, fields: impl Into<String>) -> Sample {
    sample(path, Body::Form(fields.into()), 303)
}

pub fn json_body(path: impl Into<String>, body: Value, answer: u16) -> Sample {
    sample(path, Body::Json(body), answer)
}

impl Sample {
    fn of_ann(self) -> Self {
        Self { of_ann: true, ..self }
    }

    pub fn answers(self, answer: u16) -> Self {
        Self { answer, ..self }
    }
}

/// The request for a route.
///
/// # Panics
/// When the route is not known here: a new route needs a line below.
pub async fn of(rule: &Rule, stage: &Stage, caller: Caller) -> Sample {
    let path = rule.path;
    if path.contains("{item}") || path.contains("{attachment}") {
        // What only reads may look at the same ticket; what changes gets its own.
        let ticket = if rule.method == Method::GET { stage.old_ticket().await } else { stage.ticket().await };
        return of_ticket(rule, stage, &ticket).unwrap_or_else(|| unknown(rule)).of_ann();
    }
    if path.contains("/quarantine/{mail}") || path.contains("/mails/{mail}") {
        let waits = rule.method != Method::GET || path.starts_with("/admin");
        let mail = if waits { stage.quarantined().await } else { stage.old_ticket().await.mail };
        return of_mail(rule, stage, mail);
    }
    if path.starts_with("/api/v1/messages/{message}/move") {
        let path = path.replace("{message}", &stage.ticket().await.message.to_string());
        let answer = if path.ends_with("/move") { 200 } else { 422 };
        return json_body(path, json!({}), answer).of_ann();
    }
    if path.contains("{message}") && !path.starts_with("/pictures") {
        return of_message(rule, stage).await.unwrap_or_else(|| unknown(rule));
    }
    let own = of_web(rule, stage, caller).await;
    own.or_else(|| of_desk(rule, stage))
        .or_else(|| of_keys(rule, stage))
        .or_else(|| of_admin(rule, stage))
        .or_else(|| of_interface(rule, stage))
        .unwrap_or_else(|| unknown(rule))
}

/// What can be done with a mail that waits, and reading any.
fn of_mail(rule: &Rule, stage: &Stage, mail: i64) -> Sample {
    let path = rule.path.replace("{mail}", &mail.to_string());
    let in_api = path.starts_with("/api/");
    match (rule.method == Method::GET, rule.path.rsplit('/').next().unwrap_or_default()) {
        (true, _) => read(path),
        (false, "open") => json_body(path, json!({}), 404),
        (false, "release") if in_api => {
            json_body(path, json!({ "queue": "Support", "requester": "eve@globex.test" }), 200)
        }
        (false, _) if in_api => sample(path, Body::None, 204),
        (false, "release") => form(path, format!("queue={}&requester=eve%40globex.test", stage.queue)),
        (false, "block") => form(path, format!("sender=x{}%40spam.test", number())),
        (false, _) => form(path, ""),
    }
}

fn unknown(rule: &Rule) -> Sample {
    panic!("{} {} has no sample: add a line to samples.rs", rule.method, rule.path)
}

async fn of_web(rule: &Rule, stage: &Stage, caller: Caller) -> Option<Sample> {
    let token = "token=nonsense";
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", "/assets/{*path}") => {
            let page = stage.app.browser().get("/sign-in").await.text();
            let start = page.find("/assets/")?;
            let asset = page.get(start..)?.split('"').next()?;
            read(asset)
        }
        ("GET", "/favicon.ico") => read(rule.path).answers(307),
        ("GET", "/robots.txt" | "/healthz" | "/readyz" | "/dev/kit" | "/live" | "/api/docs") => read(rule.path),
        ("GET", "/dev/kit/{part}") => read("/dev/kit/ticket"),
        ("POST", "/dev/kit/{part}") => form("/dev/kit/undo", "").answers(200),
        ("PUT", "/dev/kit/{part}") => json_body("/dev/kit/draft", json!({ "body": "Hello" }), 200),
        ("GET", "/api/v1/events" | "/api/v1/openapi.json" | "/account" | "/account/confirm") => read(rule.path),
        // Else only from this machine or with its own token.
        ("GET", "/metrics") => read(rule.path).answers(if caller == Caller::Admin { 200 } else { 404 }),
        ("GET", "/sign-in") => read(rule.path).answers(if caller == Caller::Nobody { 200 } else { 303 }),
        ("GET", "/setup") => read(rule.path).answers(404),
        ("POST", "/setup") => {
            form(rule.path, format!("{token}&name=M&address=m%40x.test&password={}", encoded(PASSWORD))).answers(404)
        }
        ("GET", "/sign-in/link" | "/sign-in/password") => read(format!("{}?{token}", rule.path)).answers(404),
        ("POST", "/sign-in/link") => form(rule.path, token).answers(404),
        ("POST", "/sign-in/password") => {
            form(rule.path, format!("{token}&password={}", encoded(PASSWORD))).answers(404)
        }
        ("POST", "/sign-in") => form(rule.path, format!("address=x{}%40x.test&password=wrong", number())).answers(422),
        ("POST", "/sign-in/send-link") => {
            form(rule.path, format!("address=x{}%40x.test&purpose=sign_in", number())).answers(200)
        }
        ("POST", "/sign-out") => form(rule.path, ""),
        ("POST", "/preferences") => form(rule.path, "theme=dark"),
        ("POST", "/csp-report") => json_body(rule.path, json!({ "csp-report": {} }), 204),
        ("POST", "/account") => {
            let version = if caller == Caller::Nobody { 1 } else { version_of(stage, caller).await };
            form(rule.path, format!("name=Same+Name&version={version}"))
        }
        ("POST", "/account/password") => {
            form(rule.path, format!("old_password=wrong&password={}", encoded("another good pass phrase"))).answers(422)
        }
        ("POST", "/account/confirm") => form(rule.path, format!("password={}", encoded(PASSWORD))),
        ("POST", "/account/sessions/end-others") => form(rule.path, ""),
        ("POST", "/account/sessions/{id}/end" | "/account/tokens/{id}/revoke") => {
            form(rule.path.replace("{id}", "999999999"), "").answers(404)
        }
        ("POST", "/account/tokens") => form(rule.path, format!("name=t{}&days=1", number())).answers(200),
        _ => return None,
    })
}

fn of_desk(rule: &Rule, stage: &Stage) -> Option<Sample> {
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", "/") => read("/").answers(303),
        ("GET", "/desk" | "/desk/new" | "/portal" | "/portal/new") => read(rule.path),
        ("GET", "/palette" | "/suggest/addresses" | "/suggest/colleagues") => read(format!("{}?q=ann", rule.path)),
        ("POST", "/suggest/preview") => form(rule.path, "body=Hello").answers(200),
        ("POST", "/desk/new") => {
            let fields = [("title", "By phone"), ("requester_email", "eve@globex.test"), ("body", "She called.")];
            let mut fields: Vec<_> = fields.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
            fields.push(("queue", stage.queue.to_string()));
            sample(rule.path, Body::Parts(fields), 303)
        }
        ("POST", "/portal/new") => {
            let fields = vec![("title", "Question".to_owned()), ("body", "How?".to_owned())];
            sample(rule.path, Body::Parts(fields), 303)
        }
        _ => return None,
    })
}

fn of_ticket(rule: &Rule, stage: &Stage, ticket: &Ticket) -> Option<Sample> {
    let path = rule.path.replace("{item}", &ticket.key).replace("{mail}", &ticket.mail.to_string());
    let path = path.replace("{attachment}", &ticket.attachment.to_string());
    let path = path.replace("{message}", &ticket.message.to_string()).replace("{delivery}", "999999999");
    let last = rule.path.rsplit('/').next()?;
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", _) => read(path),
        ("DELETE", "/api/v1/items/{item}") => sample(path, Body::None, 204),
        ("PATCH", "/api/v1/items/{item}") => json_body(path, json!({ "title": "Renamed" }), 200),
        ("POST", "/api/v1/items/{item}/messages") => json_body(path, json!({ "body": "Hello" }), 201),
        ("POST", "/desk/{item}/messages") => {
            sample(path, Body::Parts(vec![("body", "Hello".to_owned()), ("visibility", "public".to_owned())]), 303)
        }
        ("POST", "/portal/{item}/messages") => sample(path, Body::Parts(vec![("body", "Hello".to_owned())]), 303),
        ("POST", "/api/v1/items/{item}/merge") => json_body(path, json!({ "into": "SUP-999999" }), 404),
        ("POST", "/api/v1/items/{item}/unmerge") => sample(path, Body::None, 422),
        ("POST", "/api/v1/items/{item}/deliveries/{delivery}/retry") => json_body(path, json!({}), 404),
        ("POST", "/desk/{item}/deliveries/{delivery}/retry" | "/desk/{item}/deliveries/{delivery}/allow") => {
            form(path, "").answers(404)
        }
        ("POST", "/api/v1/items/{item}/held-answers") => {
            let later = stage.app.world.clock.now().plus(std::time::Duration::from_secs(3_600));
            json_body(path, json!({ "body": "Later", "send_at": later }), 201)
        }
        ("POST", "/desk/{item}/held/{held}/take-back") => form(path.replace("{held}", "999999999"), "").answers(404),
        ("POST", "/desk/{item}/mail/{mail}/open") => form(path, "").answers(422),
        ("POST", "/desk/{item}/merge") => form(path, "key=SUP-999999").answers(422),
        ("POST", "/desk/{item}/unmerge") => form(path, "source=SUP-999999").answers(404),
        ("POST", "/desk/{item}/messages/{message}/move") => form(path, "to="),
        ("POST", "/desk/{item}/messages/{message}/move-back") => form(path, "").answers(422),
        ("POST", _) => match last {
            "status" => form(path, "status=open"),
            "priority" => form(path, "priority=1"),
            "assignee" => form(path, format!("assignee={}", stage.person(Caller::Agent).id)),
            "queue" => form(path, format!("queue={}", stage.queue)),
            "tags" => form(path, "tags=one%2C+two"),
            "follow" => form(path, "follow=true"),
            "delete" | "restore" | "solve" => form(path, ""),
            _ => return None,
        },
        _ => return None,
    })
}

fn of_admin(rule: &Rule, stage: &Stage) -> Option<Sample> {
    let number = number();
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", "/admin/balance/mails") => read("/admin/balance/mails?state=quarantined"),
        ("GET", "/admin/queues/{queue}") => read(rule.path.replace("{queue}", &stage.queue.to_string())),
        ("POST", "/admin/queues/{queue}") => {
            form(rule.path.replace("{queue}", &stage.queue.to_string()), "name=Support&key_prefix=SUP&reopen_days=14")
        }
        ("POST", "/admin/quarantine") => form(rule.path, "action=retry"),
        ("POST", "/admin/blocked") => form(rule.path, format!("sender=x{number}%40spam.test")),
        ("POST", "/admin/blocked/{blocked}/remove") => form("/admin/blocked/999999999/remove", "").answers(404),
        ("GET", path) if path.starts_with("/admin") && !path.contains('{') && !path.ends_with("/callback") => {
            read(path)
        }
        ("POST", "/admin/people/new") => form(rule.path, format!("name=P&email=p{number}%40globex.test&role=customer")),
        ("POST", "/admin/people/{person}/access") => form(with_eve(rule, stage), "allowed=true"),
        ("POST", "/admin/people/{person}/invitation") => form(with_eve(rule, stage), ""),
        ("POST", "/admin/people/{person}/role") => form(with_eve(rule, stage), "role=customer"),
        ("POST", "/admin/organizations") => form(rule.path, format!("name=Organization+{number}")),
        ("POST", "/admin/mailboxes") => {
            form(rule.path, format!("address=box{number}%40provider.test&name=Box&queue={}", stage.queue))
        }
        ("GET", "/admin/mailboxes/oauth/callback") => read(format!("{}?state=nonsense", rule.path)).answers(422),
        ("GET", "/admin/mailboxes/{mailbox}" | "/admin/mailboxes/{mailbox}/settings") => {
            read(with_mailbox(rule, stage))
        }
        // Trying out takes its time: the steps are told in the desk's own stories.
        ("POST", "/admin/mailboxes/{mailbox}/test") => {
            form(rule.path.replace("{mailbox}", "999999999"), "").answers(404)
        }
        ("POST", "/admin/mailboxes/{mailbox}/settings") => {
            form(rule.path.replace("{mailbox}", "999999999"), "").answers(404)
        }
        ("POST", "/admin/mailboxes/{mailbox}/consent") => {
            form(with_mailbox(rule, stage), "provider=google&client_id=x").answers(200)
        }
        ("POST", "/admin/queues") => form(rule.path, format!("name=Queue+{number}&key_prefix=Q&reopen_days=14")),
        ("POST", "/admin/jobs/{job}/retry" | "/admin/jobs/{job}/discard") => {
            form(rule.path.replace("{job}", "999999999"), "").answers(404)
        }
        _ => return None,
    })
}

fn with_mailbox(rule: &Rule, stage: &Stage) -> String {
    rule.path.replace("{mailbox}", &stage.mailbox.to_string())
}

fn of_interface(rule: &Rule, stage: &Stage) -> Option<Sample> {
    let number = number();
    let ann = stage.person(Caller::Ann);
    let colleagues = |path: String| Sample { bob_sees: true, ..read(path).of_ann() };
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", "/api/v1/people/{person}") => read(rule.path.replace("{person}", &ann.id.to_string())).of_ann(),
        ("GET", "/api/v1/organizations/{organization}") => {
            colleagues(rule.path.replace("{organization}", &ann.organization?.to_string()))
        }
        ("GET", "/api/v1/mailboxes/{mailbox}") => read(with_mailbox(rule, stage)),
        // Nobody tried it out yet; trying it out is told in the desk's own stories.
        ("GET", "/api/v1/mailboxes/{mailbox}/test") => read(with_mailbox(rule, stage)).answers(404),
        ("POST", "/api/v1/mailboxes/{mailbox}/test") => {
            json_body(rule.path.replace("{mailbox}", "999999999"), json!({}), 404)
        }
        ("GET", "/pictures/{message}") => read("/pictures/999999999?code=x&url=y").answers(404),
        ("GET", path) if path.starts_with("/api/v1/") && !path.contains('{') => read(path),
        ("POST", "/api/v1/items") => json_body(rule.path, json!({ "title": "Question", "body": "How?" }), 201),
        ("POST", "/api/v1/people") => {
            json_body(rule.path, json!({ "email": format!("n{number}@globex.test"), "name": "N" }), 201)
        }
        ("POST", "/api/v1/organizations") => json_body(rule.path, json!({ "name": format!("O {number}") }), 201),
        ("POST", "/api/v1/teams") => json_body(rule.path, json!({ "name": format!("T {number}") }), 201),
        ("POST", "/api/v1/queues") => json_body(rule.path, json!({ "name": format!("A {number}") }), 201),
        ("POST", "/api/v1/mailboxes") => json_body(
            rule.path,
            json!({ "address": format!("m{number}@provider.test"), "name": "M", "queue": "Support" }),
            201,
        ),
        ("PATCH", "/api/v1/queues/{queue}") => {
            json_body(rule.path.replace("{queue}", &stage.queue.to_string()), json!({ "reopen_days": 14 }), 200)
        }
        ("POST", "/api/v1/blocked-senders") => {
            json_body(rule.path, json!({ "sender": format!("y{number}@spam.test") }), 204)
        }
        ("DELETE", "/api/v1/blocked-senders/{blocked}") => sample("/api/v1/blocked-senders/999999999", Body::None, 404),
        ("DELETE", "/api/v1/suppressed-addresses/{address}") => {
            sample("/api/v1/suppressed-addresses/nobody@outside.test", Body::None, 204)
        }
        ("POST", "/api/v1/blobs") => sample(rule.path, Body::Bytes, 201),
        _ => return None,
    })
}

fn with_eve(rule: &Rule, stage: &Stage) -> String {
    rule.path.replace("{person}", &stage.person(Caller::Eve).id.to_string())
}

async fn version_of(stage: &Stage, caller: Caller) -> i64 {
    let id = stage.person(caller).id;
    stage.app.store.read(move |tx| people::person::get(tx, &crate::stage::SYSTEM, id)).await.unwrap().version
}

pub fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}
