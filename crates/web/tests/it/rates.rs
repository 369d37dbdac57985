//! Too often is 429 with the time to wait, and never somebody else's fault.

use std::{net::SocketAddr, time::Duration};

use axum::{body::Body, extract::ConnectInfo};
use base::Role;
use http::{Request, StatusCode};
use web::Settings;

use crate::stage::{Stage, get, post};

fn from(peer: [u8; 4], forwarded: &str) -> Request<Body> {
    let mut request = post("/test/public").header("sec-fetch-site", "same-origin").header("x-forwarded-for", forwarded);
    request.extensions_mut().unwrap().insert(ConnectInfo(SocketAddr::from((peer, 1))));
    request.body(Body::empty()).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn public_writes_run_dry_per_network_and_refill() {
    let stage = Stage::new().await;
    let mut refused = 0;
    for number in 0..1_000 {
        // A forged header changes nothing, since the peer is no trusted proxy.
        let answer = stage.send(from([198, 51, 100, 7], &format!("10.{}.0.1", number % 200))).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            refused += 1;
            assert!(answer.header("retry-after").parse::<u64>().unwrap() >= 1);
        }
    }
    assert!(refused >= 950, "{refused} of 1000 were refused");
    assert_eq!(stage.send(from([192, 0, 2, 1], "")).await.status, StatusCode::OK);
    stage.later(Duration::from_secs(30));
    assert_eq!(stage.send(from([198, 51, 100, 7], "")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_trusted_proxy_tells_clients_apart() {
    let mut settings = Settings::new("http://127.0.0.1:8080");
    settings.trusted_proxies = vec!["198.51.100.0/24".parse().unwrap()];
    let stage = Stage::with(settings).await;
    for _ in 0..30 {
        stage.send(from([198, 51, 100, 7], "203.0.113.1")).await;
    }
    assert_eq!(stage.send(from([198, 51, 100, 7], "203.0.113.1")).await.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(stage.send(from([198, 51, 100, 7], "192.0.2.1")).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_its_own_bucket() {
    let mut settings = Settings::new("http://127.0.0.1:8080");
    settings.limits.account.burst = 5;
    let stage = Stage::with(settings).await;
    let (agent, admin) = (stage.bearer(Role::Agent).await, stage.bearer(Role::Admin).await);
    let ask = async |bearer: &str| {
        stage.send(get("/api/v1/test/1").header("authorization", bearer).body(Body::empty()).unwrap()).await.status
    };
    for _ in 0..5 {
        assert_eq!(ask(&agent).await, StatusCode::OK);
    }
    assert_eq!(ask(&agent).await, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(ask(&admin).await, StatusCode::OK);
}
