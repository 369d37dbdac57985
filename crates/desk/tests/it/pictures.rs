//! Remote pictures in mails: fetched by us, for those who may see the message, and nothing else.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpListener},
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use testkit::on_both;

use crate::house::{ANN, House, SUPPORT, SYSTEM, letter};

const PIXEL: &[u8] = b"GIF89a\x01\0\x01\0\0\0\0;";

/// A server that gives the same answer again and again and counts.
fn server(kind: &'static str, body: &'static [u8]) -> (SocketAddr, Arc<AtomicUsize>) {
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let (address, count) = (listener.local_addr().unwrap(), Arc::new(AtomicUsize::new(0)));
    let counting = Arc::clone(&count);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let (mut stream, mut request) = (stream, [0; 2_048]);
            let read = stream.read(&mut request).unwrap_or(0);
            let request = String::from_utf8_lossy(&request[..read]).to_ascii_lowercase();
            assert!(!request.contains("cookie") && !request.contains("referer"), "{request}");
            counting.fetch_add(1, Ordering::SeqCst);
            let head = format!("HTTP/1.1 200 OK\r\ncontent-type: {kind}\r\ncontent-length: {}\r\n\r\n", body.len());
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        }
    });
    (address, count)
}

#[test]
fn attack_a_picture_is_fetched_for_its_readers_only_and_is_a_picture() {
    on_both(async |engine| {
        let house = House::open(engine).await;
        house.write(ANN, SUPPORT, &letter("Ann <ann@northwind.test>", SUPPORT, "Look", &[], "Look at this.")).await;
        let item = house.item("SUP-1").await.id;
        let message = house.app.store.read(move |tx| work::message::list(tx, &SYSTEM, item)).await.unwrap()[0].id;
        let (good, asked) = server("image/gif", PIXEL);
        house.app.internet.put("img.test", good);
        house.app.internet.put("svg.test", server("image/svg+xml", b"<svg xmlns='http://www.w3.org/2000/svg'/>").0);
        house.app.internet.put("html.test", server("text/html", PIXEL).0);
        let address = |url: &str| desk::picture::address(&house.app.platform.keys, message, url);
        let (agent, ann, eve) = (&house.agent, &house.ann, &house.eve);
        let agent = house.app.signed_in(agent).await;

        let picture = agent.get(&address("http://img.test/p.gif?a=1&b=2")).await.expect(200);
        assert_eq!((picture.bytes(), picture.header("content-type")), (PIXEL, Some("image/gif")));
        assert_eq!(picture.header("content-security-policy"), Some("sandbox; default-src 'none'"));
        assert_eq!(picture.header("x-content-type-options"), Some("nosniff"));
        house.app.signed_in(ann).await.get(&address("http://img.test/p.gif?a=1&b=2")).await.expect(200);
        assert_eq!(asked.load(Ordering::SeqCst), 1, "it is fetched once");

        let eve = house.app.signed_in(eve).await;
        eve.get(&address("http://img.test/p.gif?a=1&b=2")).await.expect(404);
        let nobody = house.app.browser().get(&address("http://img.test/p.gif?a=1&b=2")).await;
        assert_eq!(nobody.status(), 303);
        for refused in [
            address("http://svg.test/"),
            address("http://html.test/"),
            address("http://127.0.0.1/"),
            address("http://unknown.test/"),
            address("http://img.test:8080/"),
            address("file:///etc/passwd"),
            address("http://img.test/a").replace("img.test", "html.test"),
            format!("/pictures/{message}?code=x&url=http%3A%2F%2Fimg.test%2F"),
        ] {
            agent.get(&refused).await.expect(404);
        }
        assert_eq!(asked.load(Ordering::SeqCst), 1);
    });
}
