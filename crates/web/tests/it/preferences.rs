//! Theme, density and language hold before sign-in, and lead back only to our own pages.

use http::StatusCode;

use crate::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn choices_are_remembered() {
    let stage = Stage::new().await;
    let answer = stage.post("/preferences", "", "theme=dark&return_to=%2Fsign-in").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    let cookie = answer.header("set-cookie").split(';').next().unwrap().to_owned();
    let answer = stage.post("/preferences", "", "locale=zh-CN&return_to=%2Fapi%2Fdocs").await;
    assert_eq!(answer.header("location"), "/api/docs");
    assert_eq!(cookie, "preferences=dark..");
    let page = stage.get("/sign-in", "preferences=dark.compact.zh-CN").await.text();
    for part in ["data-theme=\"dark\"", "data-density=\"compact\"", "lang=\"zh-CN\""] {
        assert!(page.contains(part), "{part}");
    }
    assert_eq!(stage.post("/preferences", "", "theme=%22%3E").await.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage.post("/preferences", "", "theme=dark&return_to=%2F%2Fevil.example").await.header("location"), "/");
}
