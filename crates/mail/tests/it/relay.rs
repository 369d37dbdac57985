//! Our sender and our listener talk to each other over a real connection.

use std::sync::Arc;

use base::{Secret, World};
use mail::{
    outbox::{Envelope, Handed, Relay, RelayTls, SmtpRelay, Transport},
    smtp::{Settings, serve},
};
use tokio::{
    io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader},
    net::TcpListener,
};
use tokio_util::sync::CancellationToken;

use crate::rig::{Rig, SUPPORT};

fn relay(port: u16) -> SmtpRelay {
    SmtpRelay::new(Relay {
        host: "127.0.0.1".into(),
        port,
        tls: RelayTls::None,
        credentials: None,
        bearer: false,
        hello: "desk.example".into(),
        trusted: vec![],
    })
}

fn envelope(recipient: i64, to: &str) -> Envelope {
    Envelope { recipient, from: "support+b1@desk.example".into(), to: to.into() }
}

#[tokio::test]
async fn every_recipient_gets_an_answer_of_its_own() {
    let rig = Rig::new();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let shutdown = CancellationToken::new();
    let serving = serve(listener, Arc::new(rig.door.clone()), Settings::new("mx"), World::system(), shutdown.clone());
    let serving = base::tasks::spawn("listener", serving);

    let raw = b"From: a@b.example\r\nMessage-ID: <1@b>\r\nSubject: x\r\n\r\n.one dot\r\nend";
    let envelopes = [envelope(1, "nobody@desk.example"), envelope(2, SUPPORT), envelope(3, "x y@z")];
    let answers = relay(port).hand_over(raw, &envelopes).await;
    assert!(
        matches!(&answers[0], Handed::Never(said) if said.contains("550") && said.contains("5.1.1")),
        "{answers:?}"
    );
    assert!(matches!(&answers[1], Handed::Accepted(_)), "{answers:?}");
    assert!(matches!(&answers[2], Handed::Never(_)), "{answers:?}");

    let stored = rig.door.store.read(|tx| {
        let filter = mail::intake::Filter::of(mail::intake::State::Received);
        mail::intake::list(tx, &crate::rig::admin(), &filter, base::Limit::default(), None)
    });
    let stored = stored.await.unwrap().items.remove(0);
    let taken = mail::intake::raw(&rig.door.blobs, &stored).await.unwrap();
    assert!(taken.ends_with(b"\r\n\r\n.one dot\r\nend\r\n"), "{}", String::from_utf8_lossy(&taken));
    shutdown.cancel();
    serving.await.unwrap();
}

/// A relay that knows access tokens only, and one of them.
async fn token_relay() -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    base::tasks::spawn("token relay", async move {
        while let Ok((stream, _)) = listener.accept().await {
            let mut stream = BufReader::new(stream);
            stream.write_all(b"220 relay\r\n").await.unwrap();
            let mut line = String::new();
            while stream.read_line(&mut line).await.unwrap_or(0) > 0 {
                let answer = match line.trim_end() {
                    greeting if greeting.starts_with("EHLO") => "250-relay\r\n250 AUTH PLAIN XOAUTH2\r\n",
                    // user=me@x ^A auth=Bearer good ^A ^A
                    "AUTH XOAUTH2 dXNlcj1tZUB4AWF1dGg9QmVhcmVyIGdvb2QBAQ==" => "235 welcome\r\n",
                    sign_in if sign_in.starts_with("AUTH") => "535 5.7.8 no\r\n",
                    "DATA" => "354 go on\r\n",
                    "QUIT" => "221 bye\r\n",
                    _ => "250 ok\r\n",
                };
                if line.trim_end() == "DATA" {
                    stream.write_all(answer.as_bytes()).await.unwrap();
                    while line.trim_end() != "." {
                        line.clear();
                        stream.read_line(&mut line).await.unwrap();
                    }
                    stream.write_all(b"250 taken\r\n").await.unwrap();
                } else {
                    stream.write_all(answer.as_bytes()).await.unwrap();
                }
                line.clear();
            }
        }
    });
    port
}

#[tokio::test]
async fn an_access_token_signs_in_to_the_relay() {
    let port = token_relay().await;
    for (token, accepted) in [("good", true), ("old", false)] {
        let address = Secret::new(format!("smtp://me%40x:{token}@127.0.0.1:{port}?sign-in=oauth"));
        let relay = SmtpRelay::new(Relay::read(&address, "desk.example").unwrap());
        let answers = relay.hand_over(b"Subject: x\r\n\r\ny\r\n", &[envelope(1, "ann@x.example")]).await;
        assert_eq!(matches!(&answers[0], Handed::Accepted(_)), accepted, "{token}: {answers:?}");
    }
}

#[tokio::test]
async fn a_relay_that_is_down_means_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let answers = relay(port).hand_over(b"x", &[envelope(1, SUPPORT)]).await;
    assert!(matches!(&answers[0], Handed::Later(_)), "{answers:?}");
}
