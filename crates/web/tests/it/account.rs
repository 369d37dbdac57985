//! One's own account.

use std::time::Duration;

use axum::body::Body;
use base::Role;
use http::StatusCode;

use crate::stage::{PASSWORD, Stage, get};

#[tokio::test(flavor = "multi_thread")]
async fn the_profile_is_saved_and_said_once() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Customer).await;
    let page = stage.get("/account", &cookie).await.text();
    let version = page.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let saved = stage
        .post("/account", &cookie, &format!("name=Kim+Doe&locale=zh-CN&zone=Asia%2FShanghai&version={version}"))
        .await;
    assert_eq!((saved.status, saved.header("location")), (StatusCode::SEE_OTHER, "/account"), "{}", saved.text());
    let page = stage.get("/account", &format!("{cookie}; flash=done-saved")).await;
    assert!(
        page.text().contains("Kim Doe") && page.text().contains("已保存。") && page.text().contains("lang=\"zh-CN\"")
    );
    assert!(page.header("set-cookie").starts_with("flash=;"));
    let forged = stage.get("/account", &format!("{cookie}; flash=sign-in-refused")).await.text();
    assert!(!forged.contains("邮箱地址与密码不匹配"));
    let stale = stage.post("/account", &cookie, &format!("name=Kim&version={version}")).await;
    assert_eq!(stale.status, StatusCode::PRECONDITION_FAILED);
}

#[tokio::test(flavor = "multi_thread")]
async fn tokens_need_a_fresh_password_and_are_shown_once() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    stage.later(Duration::from_secs(11 * 60));
    let asked = stage.post("/account/tokens", &cookie, "name=script&days=30").await;
    assert_eq!((asked.status, asked.header("location")), (StatusCode::SEE_OTHER, "/account/confirm"));
    let wrong = stage.post("/account/confirm", &cookie, "password=wrong&next=%2Faccount").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let proof = format!("password={}&next=%2Faccount", PASSWORD.replace(' ', "+"));
    assert_eq!(stage.post("/account/confirm", &cookie, &proof).await.header("location"), "/account");
    let made = stage.post("/account/tokens", &cookie, "name=script&days=30").await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.text());
    let token = made.text().split("sup_api_").nth(1).unwrap().split('<').next().unwrap().to_owned();
    let bearer = format!("Bearer sup_api_{token}");
    let ask = async |path: &str| {
        stage.send(get(path).header("authorization", &bearer).body(Body::empty()).unwrap()).await.status
    };
    assert_eq!(ask("/api/v1/test/1").await, StatusCode::OK);
    assert_eq!(ask("/account").await, StatusCode::FORBIDDEN);
    let page = stage.get("/account", &cookie).await.text();
    assert!(!page.contains(&token));
    let id = page.split("/account/tokens/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    stage.post(&format!("/account/tokens/{id}/revoke"), &cookie, "").await;
    assert_eq!(ask("/api/v1/test/1").await, StatusCode::UNAUTHORIZED);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_password_ends_all_other_sessions() {
    let stage = Stage::new().await;
    let (here, there) = (stage.sign_in(Role::Agent).await, stage.sign_in(Role::Agent).await);
    let old = PASSWORD.replace(' ', "+");
    let wrong = stage.post("/account/password", &here, "old_password=wrong&password=seven+quiet+rivers+bend").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let changed =
        stage.post("/account/password", &here, &format!("old_password={old}&password=seven+quiet+rivers+bend")).await;
    assert_eq!(changed.status, StatusCode::SEE_OTHER, "{}", changed.text());
    assert_eq!(stage.get("/test/page", &changed.cookie()).await.status, StatusCode::OK);
    for cookie in [here, there] {
        assert_eq!(stage.get("/test/page", &cookie).await.status, StatusCode::SEE_OTHER);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_ends_somebody_elses_session_here() {
    let stage = Stage::new().await;
    let (admin, agent) = (stage.sign_in(Role::Admin).await, stage.sign_in(Role::Agent).await);
    let page = stage.get("/account", &agent).await.text();
    let id = page.split("/account/sessions/").nth(1).unwrap().split('/').next().unwrap().to_owned();
    assert_eq!(stage.post(&format!("/account/sessions/{id}/end"), &admin, "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(stage.get("/test/page", &agent).await.status, StatusCode::OK);
    assert_eq!(stage.post(&format!("/account/sessions/{id}/end"), &agent, "").await.status, StatusCode::SEE_OTHER);
    assert_eq!(stage.get("/test/page", &agent).await.status, StatusCode::SEE_OTHER);
}
