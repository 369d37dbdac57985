//! Changes are taken only from our own pages.

use axum::body::Body;
use base::Role;
use http::{Request, StatusCode};

use crate::stage::{Stage, post};

#[tokio::test(flavor = "multi_thread")]
async fn the_matrix_of_where_a_form_came_from() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    let token = stage.token(&cookie).await;
    let places: [(&[(&str, &str)], bool); 9] = [
        (&[("sec-fetch-site", "same-origin")], true),
        (&[("sec-fetch-site", "none")], true),
        (&[("origin", "http://127.0.0.1:8080")], true),
        (&[("sec-fetch-site", "same-site")], false),
        (&[("sec-fetch-site", "cross-site"), ("origin", "http://127.0.0.1:8080")], false),
        (&[("origin", "https://evil.example")], false),
        (&[("origin", "null")], false),
        (&[("referer", "http://127.0.0.1:8080/")], false),
        (&[], false),
    ];
    for (headers, passes) in places {
        let mut request = post("/test/form").header("cookie", &cookie);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = stage.send(request.body(Body::from(format!("csrf={token}&title=a"))).unwrap()).await;
        let expected = if passes { StatusCode::OK } else { StatusCode::FORBIDDEN };
        assert_eq!(answer.status, expected, "{headers:?}: {}", answer.text());
    }
    assert_eq!(stage.count(), 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_needs_the_token_of_its_session() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    let other = stage.sign_in(Role::Admin).await;
    let (token, foreign) = (stage.token(&cookie).await, stage.token(&other).await);
    let kinds =
        ["application/x-www-form-urlencoded", "text/plain", "application/xml", "multipart/form-data; boundary=x"];
    for kind in kinds {
        for body in [format!("csrf={foreign}&title=a"), "title=a".to_owned(), "csrf=&title=a".to_owned(), String::new()]
        {
            let request = Request::post("/test/form").header("cookie", &cookie).header("content-type", kind);
            let answer =
                stage.send(request.header("sec-fetch-site", "same-origin").body(Body::from(body)).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{kind}");
        }
    }
    let scripted = post("/test/form").header("cookie", &cookie).header("sec-fetch-site", "same-origin");
    let scripted = scripted.header("x-csrf-token", &token).body(Body::from("title=a")).unwrap();
    assert_eq!(stage.send(scripted).await.status, StatusCode::OK);
    assert_eq!(stage.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_form_with_files_shows_its_token_first() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    let token = stage.token(&cookie).await;
    let part =
        |name: &str, value: &str| format!("--XX\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
    let file = format!(
        "--XX\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a b.txt\"\r\nContent-Type: text/plain\r\n\r\n{}\r\n",
        "y".repeat(100_000)
    );
    let send = async |body: String| {
        let request = Request::post("/test/upload").header("cookie", &cookie).header("sec-fetch-site", "same-origin");
        let request = request.header("content-type", "multipart/form-data; boundary=XX");
        // In small pieces, as a slow network gives them.
        let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
            body.into_bytes().chunks(97).map(|piece| Ok(piece.to_vec())).collect();
        stage.send(request.body(Body::from_stream(futures_util::stream::iter(pieces))).unwrap()).await
    };
    let good = send(part("csrf", &token) + &part("title", "T") + &file + "--XX--\r\n").await;
    assert_eq!((good.status, good.text().as_str()), (StatusCode::OK, "T a b.txt:100000"));
    let late = send(part("title", "T") + &file + &part("csrf", &token) + "--XX--\r\n").await;
    assert_eq!(late.status, StatusCode::FORBIDDEN);
    let unknown = send(part("csrf", &token) + &part("title", "T") + &part("org_id", "1") + "--XX--\r\n").await;
    assert_eq!(unknown.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stage.count(), 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_with_a_token_are_exempt_and_json_needs_its_type() {
    let stage = Stage::new().await;
    let bearer = stage.bearer(Role::Agent).await;
    let send = async |kind: &str, name: &str, value: &str, site: &str| {
        let request = Request::post("/api/v1/test").header(name, value).header("content-type", kind);
        let request = if site.is_empty() { request } else { request.header("sec-fetch-site", site) };
        stage.send(request.body(Body::from(r#"{"title":"a"}"#)).unwrap()).await.status
    };
    assert_eq!(send("application/json", "authorization", &bearer, "").await, StatusCode::CREATED);
    assert_eq!(send("text/plain", "authorization", &bearer, "").await, StatusCode::UNSUPPORTED_MEDIA_TYPE);
    let cookie = stage.sign_in(Role::Agent).await;
    assert_eq!(send("application/json", "cookie", &cookie, "same-origin").await, StatusCode::CREATED);
    assert_eq!(send("application/json", "cookie", &cookie, "cross-site").await, StatusCode::FORBIDDEN);
    assert_eq!(send("application/json", "cookie", &cookie, "").await, StatusCode::FORBIDDEN);
    assert_eq!(send("text/plain", "cookie", &cookie, "same-origin").await, StatusCode::FORBIDDEN);
    assert_eq!(send("application/json", "x-nothing", "x", "").await, StatusCode::UNAUTHORIZED);
}
