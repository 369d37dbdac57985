//! One key, one effect.

use axum::body::Body;
use base::Role;
use http::{Request, StatusCode};

use crate::stage::{Answer, Stage};

async fn add(stage: &Stage, bearer: &str, key: &str, body: &str) -> Answer {
    let request = Request::post("/api/v1/test").header("authorization", bearer).header("idempotency-key", key);
    stage.send(request.header("content-type", "application/json").body(Body::from(body.to_owned())).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_repeated_request_is_answered_from_the_first() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let first = add(&stage, &bearer, "k1", r#"{"title":"a"}"#).await;
    let again = add(&stage, &bearer, "k1", r#"{"title":"a"}"#).await;
    assert_eq!((first.status, again.status, stage.count()), (StatusCode::CREATED, StatusCode::CREATED, 1));
    assert_eq!((first.body, again.header("content-type")), (again.body.clone(), "application/json"));
    assert_eq!((first.headers.get("idempotency-replayed"), again.header("idempotency-replayed")), (None, "true"));
    let other = add(&stage, &bearer, "k1", r#"{"title":"b"}"#).await;
    assert_eq!((other.status, stage.count()), (StatusCode::UNPROCESSABLE_ENTITY, 1));
    let admin = stage.bearer(Role::Admin).await;
    assert_eq!((add(&stage, &admin, "k1", r#"{"title":"a"}"#).await.status, stage.count()), (StatusCode::CREATED, 2));
    stage.later(std::time::Duration::from_secs(25 * 3_600));
    assert_eq!((add(&stage, &bearer, "k1", r#"{"title":"a"}"#).await.status, stage.count()), (StatusCode::CREATED, 3));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_request_may_be_corrected_under_its_key() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    assert_eq!(add(&stage, &bearer, "k", r#"{"titel":"a"}"#).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(add(&stage, &bearer, "k", r#"{"title":"a"}"#).await.status, StatusCode::CREATED);
    assert_eq!(add(&stage, &bearer, "", r#"{"title":"a"}"#).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(
        add(&stage, &bearer, &"k".repeat(256), r#"{"title":"a"}"#).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn of_many_at_once_only_one_is_done() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let all = (0..16).map(|_| add(&stage, &bearer, "k", r#"{"title":"a"}"#));
    let answers = futures_util::future::join_all(all).await;
    assert_eq!(stage.count(), 1);
    for answer in answers {
        assert!(matches!(answer.status, StatusCode::CREATED | StatusCode::CONFLICT), "{}", answer.status);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_committed_before_a_crash_is_answered_after_it() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let send = async |key: &str| {
        let request = Request::post("/api/v1/test/dies").header("authorization", &bearer);
        let request = request.header("idempotency-key", key).header("content-type", "application/json");
        stage.send(request.body(Body::from(r#"{"title":"a"}"#)).unwrap()).await
    };
    assert_eq!((send("k").await.status, stage.count()), (StatusCode::INTERNAL_SERVER_ERROR, 1));
    let again = send("k").await;
    assert_eq!((again.status, stage.count()), (StatusCode::CREATED, 1));
    assert_eq!((again.header("location"), again.header("etag")), ("/api/v1/test/1", "\"7\""));
    assert_eq!(again.json()["title"], "a");
    assert_eq!((send("other").await.status, stage.count()), (StatusCode::INTERNAL_SERVER_ERROR, 2));
}
