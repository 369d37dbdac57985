//! Every route answers with the security headers, whatever it answers.

use crate::stage::{Stage, get, module};
use axum::body::Body;
use base::Role;
use http::{Method, Request, StatusCode};
use web::Settings;

fn concrete(path: &str) -> String {
    path.replace("{id}", "1").replace("{*path}", "nothing.css")
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_carries_the_security_headers() {
    let stage = Stage::with(Settings::new("https://help.example")).await;
    let rules = [web::own_rules(), module().routes.rules().to_vec()].concat();
    assert!(rules.len() > 30);
    for rule in rules {
        let request =
            Request::builder().method(rule.method.clone()).uri(concrete(rule.path)).body(Body::empty()).unwrap();
        let response = stage.open(request).await;
        let header = |name: &str| response.headers().get(name).map_or("", |value| value.to_str().unwrap()).to_owned();
        let what = format!("{} {} {}", rule.method, rule.path, response.status());
        assert_eq!(header("content-security-policy"), web::CONTENT_SECURITY_POLICY, "{what}");
        assert_eq!(header("x-content-type-options"), "nosniff", "{what}");
        assert_eq!(header("referrer-policy"), "same-origin", "{what}");
        assert_eq!(header("cross-origin-opener-policy"), "same-origin", "{what}");
        assert_eq!(header("cross-origin-resource-policy"), "same-origin", "{what}");
        assert!(header("permissions-policy").contains("camera=()"), "{what}");
        assert!(header("strict-transport-security").starts_with("max-age=63072000"), "{what}");
        assert_eq!(header("x-request-id").len(), 12, "{what}");
        assert_ne!(header("cache-control"), "", "{what}");
        for cookie in response.headers().get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure"] {
                assert!(cookie.contains(part), "{what}: {cookie}");
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn plain_http_promises_no_transport_security() {
    let stage = Stage::new().await;
    assert_eq!(stage.get("/healthz", "").await.header("strict-transport-security"), "");
}

#[tokio::test(flavor = "multi_thread")]
async fn private_pages_are_not_stored_and_assets_are_for_ever() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    let page = stage.get("/account", &cookie).await;
    assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
    let html = page.text();
    let css = html.split("href=\"/assets/").find(|rest| rest.contains(".css\"")).unwrap().split('"').next().unwrap();
    let asset = stage.get(&format!("/assets/{css}"), "").await;
    assert_eq!(asset.header("cache-control"), "public, max-age=31536000, immutable");
    let packed =
        stage.send(get(&format!("/assets/{css}")).header("accept-encoding", "gzip").body(Body::empty()).unwrap()).await;
    assert_eq!(packed.header("content-encoding"), "gzip");
    assert!(packed.body.len() < asset.body.len());
    for path in ["/assets/../Cargo.toml", "/assets/%2e%2e/Cargo.toml", "/assets/manifest.json", "/assets/"] {
        assert_eq!(stage.get(path, "").await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn other_methods_are_refused() {
    let stage = Stage::new().await;
    for method in [Method::TRACE, Method::CONNECT, Method::DELETE, Method::PUT] {
        let request =
            Request::builder().method(method.clone()).uri("/test/public").header("sec-fetch-site", "same-origin");
        let answer = stage.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{method}");
        assert!(!answer.header("allow").is_empty());
    }
}
