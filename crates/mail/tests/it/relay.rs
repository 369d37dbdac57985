//! Our sender and our listener talk to each other over a real connection.

use std::sync::Arc;

use base::World;
use mail::{
    outbox::{Envelope, Handed, Relay, RelayTls, SmtpRelay, Transport},
    smtp::{Settings, serve},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::rig::{Rig, SUPPORT};

fn relay(port: u16) -> SmtpRelay {
    SmtpRelay::new(Relay {
        host: "127.0.0.1".into(),
        port,
        tls: RelayTls::None,
        credentials: None,
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
        mail::intake::list(tx, &crate::rig::admin(), mail::intake::State::Received, base::Limit::default(), None)
    });
    let stored = stored.await.unwrap().items.remove(0);
    let taken = mail::intake::raw(&rig.door.blobs, &stored).await.unwrap();
    assert!(taken.ends_with(b"\r\n\r\n.one dot\r\nend\r\n"), "{}", String::from_utf8_lossy(&taken));
    shutdown.cancel();
    serving.await.unwrap();
}

#[tokio::test]
async fn a_relay_that_is_down_means_later() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    drop(listener);
    let answers = relay(port).hand_over(b"x", &[envelope(1, SUPPORT)]).await;
    assert!(matches!(&answers[0], Handed::Later(_)), "{answers:?}");
}
