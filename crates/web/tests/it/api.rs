//! The manners of the API.

use axum::body::Body;
use base::Role;
use http::StatusCode;

use crate::stage::{Stage, get};

#[tokio::test(flavor = "multi_thread")]
async fn unchanged_content_is_not_sent_again() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let ask = async |tag: &str, encoding: &str| {
        let request = get("/api/v1/test/1").header("authorization", &bearer).header("accept-encoding", encoding);
        let request = if tag.is_empty() { request } else { request.header("if-none-match", tag) };
        stage.send(request.body(Body::empty()).unwrap()).await
    };
    let first = ask("", "identity").await;
    let tag = first.header("etag").to_owned();
    assert_eq!((first.status, first.header("cache-control")), (StatusCode::OK, "private, no-cache"));
    assert!(tag.starts_with('"') && tag.len() > 20, "{tag}");
    let again = ask(&tag, "identity").await;
    assert_eq!((again.status, again.body.len(), again.header("etag")), (StatusCode::NOT_MODIFIED, 0, tag.as_str()));
    assert_eq!(ask("\"other\"", "identity").await.status, StatusCode::OK);
    let packed = ask("", "gzip").await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < first.body.len());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_api_describes_itself() {
    let stage = Stage::new().await;
    let document = stage.get("/api/v1/openapi.json", "").await.json();
    assert_eq!(document["openapi"], "3.1.0");
    assert!(document["paths"]["/api/v1/events"]["get"]["responses"]["200"].is_object());
    assert_eq!(document["components"]["securitySchemes"]["token"]["scheme"], "bearer");
    let page = stage.get("/api/docs", "").await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    assert!(page.text().contains("/api/v1/events"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_event_list_is_numbered_and_scoped() {
    let stage = Stage::new().await;
    let (admin, customer) = (stage.bearer(Role::Admin).await, stage.bearer(Role::Customer).await);
    let ask = async |bearer: &str, query: &str| {
        let request = get(&format!("/api/v1/events{query}")).header("authorization", bearer);
        stage.send(request.body(Body::empty()).unwrap()).await
    };
    let page = ask(&admin, "?after=0&limit=2").await.json();
    assert_eq!((page["items"][0]["number"].as_i64(), page["items"].as_array().unwrap().len()), (Some(1), 2));
    let next = page["next"].as_i64().unwrap();
    assert_eq!(ask(&admin, &format!("?after={next}&limit=1")).await.json()["items"][0]["number"], next + 1);
    assert_eq!(ask(&customer, "?after=0").await.json()["items"], serde_json::json!([]));
    assert_eq!(ask(&admin, "?limit=201").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(ask(&admin, "?org_id=1").await.json()["errors"][0]["field"], "org_id");
}

#[tokio::test(flavor = "multi_thread")]
async fn health_is_told_apart_from_readiness() {
    let stage = Stage::new().await;
    assert_eq!(stage.get("/healthz", "").await.json()["status"], "ok");
    assert_eq!(stage.get("/readyz", "").await.json()["status"], "ready");
    stage.state.shutdown.cancel();
    let stopping = stage.get("/readyz", "").await;
    assert_eq!(
        (stopping.status, stopping.json()["status"].as_str()),
        (StatusCode::SERVICE_UNAVAILABLE, Some("not ready"))
    );
    assert_eq!(stage.get("/healthz", "").await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn small_things_browsers_ask_for() {
    let stage = Stage::new().await;
    assert!(stage.get("/favicon.ico", "").await.header("location").starts_with("/assets/favicon."));
    assert!(stage.get("/robots.txt", "").await.text().contains("Disallow: /"));
    let cookie = stage.sign_in(Role::Agent).await;
    assert_eq!(stage.get("/dev/kit", &cookie).await.status, StatusCode::OK);
    let report =
        http::Request::post("/csp-report").header("content-type", "application/csp-report").header("cookie", &cookie);
    let report = report.body(Body::from(r#"{"csp-report":{"blocked-uri":"https://evil.example/x.js"}}"#)).unwrap();
    assert_eq!(stage.send(report).await.status, StatusCode::NO_CONTENT);
}
