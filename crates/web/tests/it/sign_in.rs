//! Ways in and out.

use std::time::Duration;

use base::{Role, Scope, Secret};
use http::StatusCode;
use people::link::{self, Purpose};
use web::Settings;

use crate::stage::{PASSWORD, Stage};

fn form(address: &str, password: &str, next: &str) -> String {
    let encode = |text: &str| text.bytes().map(|byte| format!("%{byte:02X}")).collect::<String>();
    let next = if next.is_empty() { String::new() } else { format!("&next={}", encode(next)) };
    format!("address={}&password={}{next}", encode(address), encode(password))
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_bound_to_the_host() {
    let secure = Stage::with(Settings::new("https://help.example")).await;
    let answer = secure.post("/sign-in", "", &form("agent@northwind.example", PASSWORD, "")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/"));
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("__Host-session="), "{cookie}");
    for part in ["; Path=/", "; HttpOnly", "; SameSite=Lax", "; Secure", "; Max-Age="] {
        assert!(cookie.contains(part), "{cookie}");
    }
    assert!(!cookie.contains("Domain"));
    let plain = Stage::new().await;
    let cookie = plain
        .post("/sign-in", "", &form("agent@northwind.example", PASSWORD, ""))
        .await
        .header("set-cookie")
        .to_owned();
    assert!(cookie.starts_with("session=") && !cookie.contains("Secure"), "{cookie}");
}

#[tokio::test(flavor = "multi_thread")]
async fn wrong_pairs_look_alike() {
    let stage = Stage::new().await;
    let known = stage.post("/sign-in", "", &form("agent@northwind.example", "wrong wrong wrong", "")).await;
    let unknown = stage.post("/sign-in", "", &form("nobody@northwind.example", "wrong wrong wrong", "")).await;
    assert_eq!((known.status, unknown.status), (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY));
    assert_eq!(known.text().replace("agent@", ""), unknown.text().replace("nobody@", ""));
    assert!(known.headers.get("set-cookie").is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn signing_in_leads_only_to_our_own_pages() {
    let stage = Stage::new().await;
    for (next, expected) in [
        ("/desk?q=a", "/desk?q=a"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("https://evil.example", "/"),
        ("/\t/evil.example", "/"),
        ("/..//evil.example", "/"),
        ("javascript:alert(1)", "/"),
    ] {
        let answer = stage.post("/sign-in", "", &form("agent@northwind.example", PASSWORD, next)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, expected), "{next:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_session_replaces_the_one_brought_along_and_signing_out_ends_it() {
    let stage = Stage::new().await;
    let first = stage.sign_in(Role::Agent).await;
    assert_eq!(stage.get("/test/page", &first).await.status, StatusCode::OK);
    let second = stage.post("/sign-in", &first, &form("agent@northwind.example", PASSWORD, "")).await.cookie();
    assert_ne!(first, second);
    assert_eq!(stage.get("/test/page", &first).await.status, StatusCode::SEE_OTHER);
    let out = stage.post("/sign-out", &second, "").await;
    assert_eq!(out.header("location"), "/sign-in");
    assert!(out.header("set-cookie").contains("session=; ") && out.header("set-cookie").contains("Max-Age=0"));
    assert_eq!(stage.get("/test/page", &second).await.status, StatusCode::SEE_OTHER);
}

/// The token of the newest link, as the mail would carry it.
async fn link_of(stage: &Stage, purpose: Purpose, address: &str) -> String {
    let peer = "203.0.113.9".parse().unwrap();
    people::sign_in::request_link(&stage.state.sign_in, address, purpose, peer).await.unwrap();
    let keys = stage.state.keys.clone();
    let letter = stage.state.store.read(move |tx| {
        let last = store::event_log::last_number(tx)?;
        let event = store::event_log::after(tx, last - 1, 1)?.remove(0);
        let events::Event::SignInLinkRequested { link, .. } = event.event else { panic!("{event:?}") };
        link::to_send(tx, &Scope::system("test"), &keys, link)
    });
    web::mail_path(purpose, &letter.await.unwrap().unwrap().token)
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_at_a_link_does_not_use_it_up() {
    let stage = Stage::new().await;
    let path = link_of(&stage, Purpose::SignIn, "customer@northwind.example").await;
    for _ in 0..3 {
        let page = stage.get(&path, "").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.headers.get("set-cookie").is_none());
        assert!(page.text().contains("action=\"/sign-in/link\""));
    }
    let token = path.split("token=").nth(1).unwrap();
    let entered = stage.post("/sign-in/link", "", &format!("token={token}")).await;
    assert_eq!(entered.status, StatusCode::SEE_OTHER);
    assert_eq!(stage.get("/test/customer", &entered.cookie()).await.status, StatusCode::OK);
    assert_eq!(stage.post("/sign-in/link", "", &format!("token={token}")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stage.get(&path, "").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_forgotten_password_is_set_anew() {
    let stage = Stage::new().await;
    let path = link_of(&stage, Purpose::Reset, "agent@northwind.example").await;
    assert!(path.starts_with("/sign-in/password?"));
    assert_eq!(stage.get(&path, "").await.status, StatusCode::OK);
    let token = path.split("token=").nth(1).unwrap();
    let weak = stage.post("/sign-in/password", "", &format!("token={token}&password=password")).await;
    assert_eq!(weak.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(weak.text().contains("easily guessed"));
    let set = stage.post("/sign-in/password", "", &format!("token={token}&password=seven+quiet+rivers+bend")).await;
    assert_eq!(set.status, StatusCode::SEE_OTHER);
    assert_eq!(stage.get("/test/page", &set.cookie()).await.status, StatusCode::OK);
}

#[tokio::test(flavor = "multi_thread")]
async fn asking_for_a_link_never_tells_who_is_known() {
    let stage = Stage::new().await;
    let known = stage.post("/sign-in/send-link", "", "address=customer%40northwind.example&purpose=sign_in").await;
    let unknown = stage.post("/sign-in/send-link", "", "address=nobodyyy%40northwind.example&purpose=sign_in").await;
    assert_eq!((known.status, unknown.status), (StatusCode::OK, StatusCode::OK));
    assert_eq!(known.text().replace("customer@", ""), unknown.text().replace("nobodyyy@", ""));
}

#[tokio::test(flavor = "multi_thread")]
async fn an_installation_is_set_up_once() {
    let stage = Stage::empty(Settings::new("http://127.0.0.1:8080")).await;
    assert_eq!(stage.get("/sign-in", "").await.header("location"), "/setup");
    let prepared = stage.state.store.write(|tx| people::setup::prepare(tx, &Scope::system("test"))).await.unwrap();
    let token: Secret<String> = prepared.unwrap();
    let fields = "name=Ana&address=ana%40northwind.example&password=correct+violet+harbour+staple";
    assert_eq!(
        stage.post("/setup", "", &format!("token=wrong&{fields}")).await.status,
        StatusCode::UNPROCESSABLE_ENTITY
    );
    let made = stage.post("/setup", "", &format!("token={}&{fields}", token.expose())).await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{}", made.text());
    assert_eq!(stage.get("/test/admin", &made.cookie()).await.status, StatusCode::OK);
    assert_eq!(stage.get("/setup", "").await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        stage.post("/setup", "", &format!("token={}&{fields}", token.expose())).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn an_old_session_no_longer_counts() {
    let stage = Stage::new().await;
    let cookie = stage.sign_in(Role::Agent).await;
    stage.later(Duration::from_secs(13 * 3_600));
    assert_eq!(stage.get("/test/page", &cookie).await.status, StatusCode::SEE_OTHER);
}
