//! The numbers are for this machine, for the holder of the token, and for admins.

use std::net::SocketAddr;

use axum::{body::Body, extract::ConnectInfo};
use base::{Role, Secret};
use http::StatusCode;
use web::Settings;

use crate::stage::{Answer, Stage, get};

async fn ask(stage: &Stage, peer: [u8; 4], headers: &[(&str, &str)]) -> Answer {
    let mut request = get("/metrics");
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.extensions_mut().unwrap().insert(ConnectInfo(SocketAddr::from((peer, 1))));
    stage.send(request.body(Body::empty()).unwrap()).await
}

#[tokio::test(flavor = "multi_thread")]
async fn strangers_do_not_see_the_numbers() {
    let mut settings = Settings::new("http://127.0.0.1:8080");
    settings.metrics_token = Some(Secret::new("watchful".to_owned()));
    let stage = Stage::with(settings).await;
    stage.get("/healthz", "").await;
    let local = ask(&stage, [127, 0, 0, 1], &[]).await;
    assert_eq!(local.status, StatusCode::OK);
    assert!(
        local.text().contains("http_request_seconds_count{method=\"GET\",route=\"/healthz\",status=\"200\"} 1"),
        "{}",
        local.text()
    );
    assert_eq!(ask(&stage, [127, 0, 0, 1], &[("x-forwarded-for", "127.0.0.1")]).await.status, StatusCode::NOT_FOUND);
    assert_eq!(ask(&stage, [203, 0, 113, 9], &[]).await.status, StatusCode::NOT_FOUND);
    for through_a_proxy in [
        ("x-forwarded-proto", "https"),
        ("x-real-ip", "::1"),
        ("host", "help.example"),
        ("host", "127.0.0.1.help.example"),
    ] {
        assert_eq!(
            ask(&stage, [127, 0, 0, 1], &[through_a_proxy]).await.status,
            StatusCode::NOT_FOUND,
            "{through_a_proxy:?}"
        );
    }
    for host in ["localhost:8080", "127.0.0.1:8080", "[::1]:8080"] {
        assert_eq!(ask(&stage, [127, 0, 0, 1], &[("host", host)]).await.status, StatusCode::OK, "{host}");
    }
    assert_eq!(ask(&stage, [203, 0, 113, 9], &[("authorization", "Bearer watchful")]).await.status, StatusCode::OK);
    assert_eq!(
        ask(&stage, [203, 0, 113, 9], &[("authorization", "Bearer watchfu")]).await.status,
        StatusCode::NOT_FOUND
    );
    let (admin, agent) = (stage.bearer(Role::Admin).await, stage.bearer(Role::Agent).await);
    assert_eq!(ask(&stage, [203, 0, 113, 9], &[("authorization", &admin)]).await.status, StatusCode::OK);
    assert_eq!(ask(&stage, [203, 0, 113, 9], &[("authorization", &agent)]).await.status, StatusCode::NOT_FOUND);
}
