//! Our sender and our listener talk over TLS, from the first byte and after STARTTLS.

use std::sync::Arc;

use base::World;
use mail::{
    outbox::{Envelope, Handed, Relay, RelayTls, SmtpRelay, Transport},
    smtp::{Settings, serve},
};
use rcgen::{CertifiedKey, generate_simple_self_signed};
use rustls::{
    ServerConfig,
    pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer},
};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::rig::{Rig, SUPPORT};

pub struct Certificate {
    pub server: Arc<ServerConfig>,
    pem: Vec<u8>,
}

pub fn certificate() -> Certificate {
    let CertifiedKey { cert, signing_key } = generate_simple_self_signed(vec!["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(signing_key.serialize_der()));
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let builder = ServerConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let server = builder.with_no_client_auth().with_single_cert(vec![cert.der().clone()], key).unwrap();
    Certificate { server: Arc::new(server), pem: cert.pem().into_bytes() }
}

/// Hands one mail over; `trusts` says whether the sender knows the certificate.
async fn hand_over(tls: RelayTls, trusts: bool) -> (Rig, Handed) {
    let rig = Rig::new();
    let Certificate { server, pem } = certificate();
    let mut settings = Settings::new("localhost");
    settings.tls = Some(server);
    settings.implicit_tls = tls == RelayTls::Implicit;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let shutdown = CancellationToken::new();
    let serving = serve(listener, Arc::new(rig.door.clone()), settings, World::system(), shutdown.clone());
    let serving = base::tasks::spawn("listener", serving);
    let relay = SmtpRelay::new(Relay {
        host: "localhost".into(),
        port,
        tls,
        credentials: None,
        bearer: false,
        hello: "desk.example".into(),
        trusted: if trusts { vec![pem] } else { vec![] },
    });
    let raw = b"From: a@b.example\r\nMessage-ID: <1@b>\r\nSubject: x\r\n\r\nsecret";
    let envelope = Envelope { recipient: 1, from: "a@b.example".into(), to: SUPPORT.into() };
    let mut answers = relay.hand_over(raw, &[envelope]).await;
    shutdown.cancel();
    serving.await.unwrap();
    (rig, answers.remove(0))
}

#[tokio::test]
async fn mail_goes_over_starttls() {
    let (rig, answer) = hand_over(RelayTls::StartTls, true).await;
    assert!(matches!(&answer, Handed::Accepted(_)), "{answer:?}");
    assert_eq!(rig.balance().pending, 1);
}

#[tokio::test]
async fn mail_goes_over_tls_from_the_first_byte() {
    let (rig, answer) = hand_over(RelayTls::Implicit, true).await;
    assert!(matches!(&answer, Handed::Accepted(_)), "{answer:?}");
    assert_eq!(rig.balance().pending, 1);
}

#[tokio::test]
async fn an_unknown_certificate_gets_no_mail() {
    for tls in [RelayTls::StartTls, RelayTls::Implicit] {
        let (rig, answer) = hand_over(tls, false).await;
        assert!(matches!(&answer, Handed::Later(_)), "{answer:?}");
        assert_eq!(rig.balance().received, 0);
    }
}
