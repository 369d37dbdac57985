//! Refusals are pages for people and problem documents for programs, and tell nothing internal.

use axum::body::Body;
use base::Role;
use http::{Request, StatusCode};

use crate::stage::{Stage, get};

#[tokio::test(flavor = "multi_thread")]
async fn programs_get_problem_documents() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let send = async |body: &str| {
        let request =
            Request::post("/api/v1/test").header("authorization", &bearer).header("content-type", "application/json");
        stage.send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let unknown = send(r#"{"title":"a","is_admin":true}"#).await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unknown.header("content-type"), "application/problem+json");
    let problem = unknown.json();
    assert_eq!(problem["type"], "urn:aftercare:problem:invalid");
    assert_eq!(problem["status"], 422);
    assert_eq!(problem["errors"][0]["field"], "is_admin");
    assert!(!problem["title"].as_str().unwrap().is_empty());
    assert_eq!(send("{").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        send(&format!("{{\"title\":\"{}\"}}", "x".repeat(2_000_000))).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    assert_eq!(stage.count(), 0);
    let missing = stage.get("/api/v1/nothing", "").await;
    assert_eq!((missing.status, missing.header("content-type")), (StatusCode::NOT_FOUND, "application/problem+json"));
    let anonymous = stage.get("/api/v1/test/1", "").await;
    assert_eq!((anonymous.status, anonymous.header("www-authenticate")), (StatusCode::UNAUTHORIZED, "Bearer"));
    let odd = stage.send(get("/api/v1/test/abc").header("authorization", &bearer).body(Body::empty()).unwrap()).await;
    assert_eq!(odd.status, StatusCode::NOT_FOUND);
    let forged = stage
        .send(get("/api/v1/test/1").header("authorization", "Bearer sup_api_x").body(Body::empty()).unwrap())
        .await;
    assert_eq!(forged.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_of_unknown_length_are_cut_off_too() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let pieces = (0..64).map(|_| Ok::<_, std::io::Error>(vec![b' '; 32 * 1024]));
    let request =
        Request::post("/api/v1/test").header("authorization", &bearer).header("content-type", "application/json");
    let answer = stage.send(request.body(Body::from_stream(futures_util::stream::iter(pieces))).unwrap()).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
}

#[tokio::test(flavor = "multi_thread")]
async fn failures_tell_nothing_internal() {
    let stage = Stage::new().await;
    for path in ["/api/v1/test/breaks", "/api/v1/test/fails", "/test/breaks"] {
        let answer = stage.get(path, "").await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR, "{path}");
        let text = answer.text();
        assert!(!text.contains("4711") && !text.contains("panic") && !text.contains(".rs"), "{text}");
        assert_ne!(answer.header("x-request-id"), "");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn people_get_pages_in_their_language() {
    let stage = Stage::new().await;
    let answer =
        stage.send(get("/nothing").header("accept-language", "zh-CN,zh;q=0.9").body(Body::empty()).unwrap()).await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
    assert!(answer.text().contains("未找到"), "{}", answer.text());
    let english = stage.get("/nothing", "").await.text();
    assert!(english.contains("Not found") && english.contains("lang=\"en\""));
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_are_sent_to_sign_in_and_back() {
    let stage = Stage::new().await;
    let answer = stage.get("/test/page?tab=notes&q=a%20b", "").await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(answer.header("location"), "/sign-in?next=%2Ftest%2Fpage%3Ftab%3Dnotes%26q%3Da%2520b");
    let part = stage.send(get("/test/page").header("hx-request", "true").body(Body::empty()).unwrap()).await;
    assert_eq!((part.status, part.header("hx-redirect")), (StatusCode::UNAUTHORIZED, "/sign-in"));
    let gone = stage.send(get("/nothing").header("hx-request", "true").body(Body::empty()).unwrap()).await;
    assert_eq!((gone.status, gone.header("hx-retarget")), (StatusCode::NOT_FOUND, "#main"));
    assert!(gone.text().contains("role=\"alert\"") && !gone.text().contains("<html"));
}
