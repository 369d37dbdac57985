//! What is sent, what is followed and where an answer ends.

use base::Secret;
use connector::{Error, Policy, Request};

use crate::stage::Stage;

const PUBLIC: &str = "93.184.215.14";

fn to(location: &str, status: u16) -> String {
    format!("HTTP/1.1 {status} Onwards\r\nlocation: {location}\r\ncontent-length: 0\r\n\r\n")
}

#[tokio::test]
async fn nothing_is_followed_unless_asked_and_never_without_end() {
    let answer = to("http://a.test/again", 302);
    let stage = Stage::answering(&[&answer]).await.name("a.test", &[PUBLIC]);
    let plain = stage.connector().send(Request::get("http://a.test/"), &Policy::STRANGERS).await.unwrap();
    assert_eq!((plain.status.as_u16(), stage.connected().len()), (302, 1));
    let endless = stage.connector().send(Request::get("http://a.test/").redirects(200), &Policy::STRANGERS).await;
    assert!(matches!(endless, Err(Error::TooManyRedirects { .. })), "{endless:?}");
    assert_eq!(stage.connected().len(), 1 + 4, "one request and three redirects");
}

#[tokio::test]
async fn credentials_stay_with_their_server() {
    let token = Secret::new("s3cret".to_owned());
    for (location, kept) in [("http://a.test/next", true), ("http://b.test/", false), ("http://a.test:443/", false)] {
        let answer = to(location, 307);
        let stage = Stage::answering(&[&answer, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"]).await;
        let stage = stage.name("a.test", &[PUBLIC]).name("b.test", &[PUBLIC]);
        let request = Request::get("http://a.test/").bearer(&token).redirects(1);
        stage.connector().send(request, &Policy::STRANGERS).await.unwrap();
        let requests = stage.requests();
        assert!(requests[0].contains("authorization: Bearer s3cret"), "{requests:?}");
        assert_eq!(requests[1].contains("s3cret"), kept, "{location}: {requests:?}");
    }
}

#[tokio::test]
async fn a_form_is_not_sent_on_to_another_server() {
    let answer = to("http://b.test/", 307);
    let stage = Stage::answering(&[&answer, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"]).await;
    let stage = stage.name("a.test", &[PUBLIC]).name("b.test", &[PUBLIC]);
    let request = Request::post_form("http://a.test/", [("password", "p&w=1")]).redirects(1);
    stage.connector().send(request, &Policy::STRANGERS).await.unwrap();
    let requests = stage.requests();
    assert!(
        requests[0].starts_with("POST / HTTP/1.1\r\n") && requests[0].ends_with("password=p%26w%3D1"),
        "{requests:?}"
    );
    assert!(requests[1].starts_with("GET / HTTP/1.1\r\n") && !requests[1].contains("password"), "{requests:?}");
}

#[tokio::test]
async fn no_cookie_and_no_referrer_is_sent() {
    let first = "HTTP/1.1 302 Onwards\r\nset-cookie: a=1\r\nlocation: /next\r\ncontent-length: 0\r\n\r\n";
    let stage =
        Stage::answering(&[first, "HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n"]).await.name("a.test", &[PUBLIC]);
    stage.connector().send(Request::get("http://a.test/").redirects(1), &Policy::STRANGERS).await.unwrap();
    for request in stage.requests() {
        let request = request.to_ascii_lowercase();
        assert!(!request.contains("cookie") && !request.contains("referer"), "{request}");
        assert!(request.contains("host: a.test\r\n"), "{request}");
    }
}

#[tokio::test]
async fn an_answer_ends_at_its_limit() {
    for answer in [
        format!("HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n{}", "x".repeat(2000)),
        format!("HTTP/1.1 200 OK\r\n\r\n{}", "x".repeat(2000)),
        format!("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n7d0\r\n{}\r\n0\r\n\r\n", "x".repeat(2000)),
    ] {
        let stage = Stage::answering(&[&answer]).await.name("a.test", &[PUBLIC]);
        let fits = stage.connector().send(Request::get("http://a.test/").limit(2000), &Policy::STRANGERS).await;
        assert_eq!(fits.unwrap().body.len(), 2000);
        let large = stage.connector().send(Request::get("http://a.test/").limit(1999), &Policy::STRANGERS).await;
        assert!(matches!(large, Err(Error::TooLarge { limit: 1999, .. })), "{large:?}");
    }
}

#[tokio::test]
async fn headers_without_end_and_words_that_are_no_http_are_errors() {
    let endless = format!("HTTP/1.1 200 OK\r\n{}", format!("x: {}\r\n", "y".repeat(1000)).repeat(200));
    for answer in [endless.as_str(), "SSH-2.0-OpenSSH\r\n", "", "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort"] {
        let stage = Stage::answering(&[answer]).await.name("a.test", &[PUBLIC]);
        let broken = stage.connector().send(Request::get("http://a.test/"), &Policy::STRANGERS).await;
        assert!(matches!(broken, Err(Error::Protocol { .. })), "{broken:?}");
    }
}

#[tokio::test(start_paused = true)]
async fn a_silent_server_is_given_up() {
    let stage = Stage::default().name("a.test", &[PUBLIC]);
    let none = stage.connector().send(Request::get("http://a.test/"), &Policy::STRANGERS).await;
    assert!(matches!(none, Err(Error::Connection { .. })), "{none:?}");
    let silent = Silent;
    let connector =
        connector::Connector::new(std::sync::Arc::new(silent), connector::Connector::public_roots()).unwrap();
    let late = connector.send(Request::get("http://a.test/"), &Policy::STRANGERS).await;
    assert!(matches!(late, Err(Error::TooSlow { .. })), "{late:?}");
}

struct Silent;

impl connector::Network for Silent {
    fn resolve<'a>(
        &'a self,
        _host: &'a str,
    ) -> futures_util::future::BoxFuture<'a, std::io::Result<Vec<std::net::IpAddr>>> {
        Box::pin(async { Ok(vec![PUBLIC.parse().unwrap()]) })
    }

    fn connect(
        &self,
        _address: std::net::SocketAddr,
    ) -> futures_util::future::BoxFuture<'_, std::io::Result<Box<dyn connector::Stream>>> {
        Box::pin(std::future::pending())
    }
}
