//! Every route of the table, for every role: who lacks the permission never reaches the handler.

use axum::body::Body;
use http::{Method, Request, StatusCode};

use crate::stage::{ROLES, Stage, module};

#[tokio::test(flavor = "multi_thread")]
async fn every_route_for_every_role() {
    let stage = Stage::new().await;
    let rules = [web::own_rules(), module().routes.rules().to_vec()].concat();
    for role in ROLES.map(Some).into_iter().chain([None]) {
        let bearer = match role {
            Some(role) => stage.bearer(role).await,
            None => String::new(),
        };
        for rule in rules.iter().filter(|rule| rule.path != "/live") {
            let path = rule.path.replace("{id}", "999").replace("{*path}", "x.css");
            let mut request = Request::builder().method(rule.method.clone()).uri(&path);
            if !bearer.is_empty() {
                request = request.header("authorization", &bearer);
            }
            let status =
                stage.send(request.header("sec-fetch-site", "same-origin").body(Body::empty()).unwrap()).await.status;
            let what = format!("{} {path} as {role:?}: {status}", rule.method);
            let refused = matches!(status, StatusCode::FORBIDDEN | StatusCode::UNAUTHORIZED | StatusCode::SEE_OTHER);
            if !rule.permission.allows(role) {
                assert!(refused, "{what}");
            } else if !rule.path.starts_with("/account") && rule.path != "/sign-out" && rule.path != "/sign-in" {
                assert_ne!(status, StatusCode::UNAUTHORIZED, "{what}");
                assert_ne!(status, StatusCode::FORBIDDEN, "{what}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_write_without_a_sign_in_is_limited() {
    let rules = [web::own_rules(), module().routes.rules().to_vec()].concat();
    for rule in rules {
        if rule.permission == web::Permission::Anyone && rule.method != Method::GET {
            assert!(rule.rate.is_some(), "{} {}", rule.method, rule.path);
        }
    }
}
