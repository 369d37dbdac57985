//! Requests for the routes about senders, keys and letters; see `samples.rs`.

use serde_json::json;
use web::Rule;

use crate::{
    samples::{Body, Sample, form, json_body, read, sample},
    stage::Stage,
};

/// An id that nothing has.
const NOTHING: &str = "999999999";

/// What shows or judges one message.
pub async fn of_message(rule: &Rule, stage: &Stage) -> Option<Sample> {
    let ticket = stage.old_ticket().await;
    let path = rule.path.replace("{message}", &ticket.message.to_string());
    Some(match (rule.method.as_str(), rule.path) {
        ("GET", "/messages/{message}/letter") => Sample { of_ann: true, ..read(path) },
        ("GET", "/api/v1/messages/{message}/sender" | "/api/v1/messages/{message}/security") => read(path),
        _ => return None,
    })
}

/// Pages and addresses about keys and senders.
pub fn of_keys(rule: &Rule, stage: &Stage) -> Option<Sample> {
    let path = rule.path.replace("{mailbox}", &stage.mailbox.to_string()).replace("{key}", NOTHING);
    Some(match (rule.method.as_str(), rule.path) {
        ("POST", "/admin/keys") => form(path, "owner=address&address=x%40x.test&key=nonsense").answers(422),
        ("POST", "/admin/keys/mailboxes/{mailbox}") => form(path, "kind=smime&encrypts=never"),
        ("POST", "/admin/keys/{key}/remove" | "/admin/senders/keys/{key}/remove") => form(path, "").answers(404),
        ("POST", "/admin/senders/check") => form(path, ""),
        ("POST", "/admin/senders/keys") => form(path, "domain=no+domain&selector=s").answers(422),
        ("POST", "/admin/senders/mailboxes/{mailbox}") => form(path, "disproved=mark"),
        ("POST", "/api/v1/dkim-keys") => json_body(path, json!({ "domain": "no domain" }), 422),
        ("POST", "/api/v1/dkim-keys/check") => sample(path, Body::None, 200),
        ("POST", "/api/v1/mail-keys") => json_body(path, json!({ "address": "x@x.test", "key": "nonsense" }), 422),
        ("DELETE", "/api/v1/dkim-keys/{key}" | "/api/v1/mail-keys/{key}") => sample(path, Body::None, 404),
        ("PUT", "/api/v1/mailboxes/{mailbox}/protection") => {
            json_body(path, json!({ "kind": "smime", "signs": false, "encrypts": "never" }), 204)
        }
        ("PUT", "/api/v1/mailboxes/{mailbox}/trust") => json_body(path, json!({ "disproved": "mark" }), 200),
        ("POST", "/api/v1/held-answers/{held}/take-back") => json_body(path.replace("{held}", NOTHING), json!({}), 404),
        _ => return None,
    })
}
