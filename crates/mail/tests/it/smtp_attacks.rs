//! What attackers try at the listener, over real connections.

use std::{net::SocketAddr, sync::Arc, time::Duration};

use base::World;
use mail::smtp::{Settings, serve};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream},
    time::Instant,
};
use tokio_util::sync::CancellationToken;

use crate::{
    rig::{Rig, SUPPORT, incoming},
    tls::certificate,
};

struct Listening {
    rig: Rig,
    address: SocketAddr,
    shutdown: CancellationToken,
    serving: tokio::task::JoinHandle<()>,
}

async fn listen(change: impl FnOnce(&mut Settings)) -> Listening {
    let rig = Rig::new();
    let mut settings = Settings::new("mx.desk.example");
    change(&mut settings);
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let shutdown = CancellationToken::new();
    let serving = serve(listener, Arc::new(rig.door.clone()), settings, World::system(), shutdown.clone());
    let serving = base::tasks::spawn("listener", serving);
    Listening { rig, address, shutdown, serving }
}

impl Listening {
    async fn stop(self) -> Rig {
        self.shutdown.cancel();
        self.serving.await.unwrap();
        self.rig
    }
}

/// Reads until the server has said this, or hangs up.
async fn until(client: &mut TcpStream, end: &str) -> String {
    let mut said = Vec::new();
    let mut buffer = [0; 4_096];
    while !String::from_utf8_lossy(&said).contains(end) {
        match tokio::time::timeout(Duration::from_secs(20), client.read(&mut buffer)).await.unwrap() {
            Ok(0) | Err(_) => break,
            Ok(count) => said.extend_from_slice(&buffer[..count]),
        }
    }
    String::from_utf8(said).unwrap()
}

/// What is sent in the clear before TLS must not count after it (CVE-2011-0411).
#[tokio::test]
async fn attack_commands_injected_before_tls_are_never_run() {
    let listening = listen(|settings| settings.tls = Some(certificate().server)).await;
    let mut client = TcpStream::connect(listening.address).await.unwrap();
    until(&mut client, "220 ").await;
    let injected = format!("EHLO a.example\r\nSTARTTLS\r\nMAIL FROM:<>\r\nRCPT TO:<{SUPPORT}>\r\nDATA\r\nx\r\n.\r\n");
    client.write_all(injected.as_bytes()).await.unwrap();
    let said = until(&mut client, "never said").await;
    assert!(said.ends_with("220 2.0.0 Go ahead\r\n"), "the connection ends there: {said}");
    assert_eq!(listening.stop().await.balance().received, 0);
}

#[tokio::test]
async fn attack_one_address_cannot_take_all_connections() {
    let listening = listen(|settings| settings.connections_per_address = 2).await;
    let mut held = Vec::new();
    for _ in 0..2 {
        let mut client = TcpStream::connect(listening.address).await.unwrap();
        assert!(until(&mut client, "\r\n").await.starts_with("220 "));
        held.push(client);
    }
    let mut third = TcpStream::connect(listening.address).await.unwrap();
    assert!(until(&mut third, "\r\n").await.starts_with("421 4.7.0"));
    // A place that is given back can be taken again.
    held[0].write_all(b"QUIT\r\n").await.unwrap();
    until(&mut held[0], "never said").await;
    let freed = async {
        loop {
            let mut client = TcpStream::connect(listening.address).await.unwrap();
            if until(&mut client, "\r\n").await.starts_with("220 ") {
                break;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(Duration::from_secs(20), freed).await.unwrap();
    drop(held);
    listening.stop().await;
}

/// Commands that follow a mail in the same packet are answered in order, and those inside it are its text.
#[tokio::test]
async fn attack_commands_inside_a_pipelined_mail_stay_text() {
    let listening = listen(|_| {}).await;
    let mut client = TcpStream::connect(listening.address).await.unwrap();
    let mail = format!(
        "EHLO a.example\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<{SUPPORT}>\r\nDATA\r\nFrom: a@b.example\r\n\r\nQUIT\r\nRCPT TO:<x@y.example>\r\n.\nMAIL FROM:<ceo@desk.example>\r\n.\r\nNOOP\r\nQUIT\r\n"
    );
    client.write_all(mail.as_bytes()).await.unwrap();
    let said = until(&mut client, "never said").await;
    let codes: Vec<&str> = said.lines().filter(|line| !line[3..].starts_with('-')).map(|line| &line[..3]).collect();
    assert_eq!(codes, ["220", "250", "250", "250", "354", "250", "250", "221"], "{said}");
    assert_eq!(listening.stop().await.balance().received, 1);
}

/// Reading ten thousand addresses takes a while; on this one thread everything else goes on meanwhile.
#[tokio::test(flavor = "current_thread")]
async fn attack_a_mail_with_ten_thousand_addresses_holds_nobody_up() {
    let rig = Rig::new();
    let addresses: Vec<String> = (0..10_000).map(|number| format!("\"P, {number}\" <p{number}@c.example>")).collect();
    let raw = format!("From: a@b.example\r\nTo: {}\r\nSubject: x\r\n\r\nx\r\n", addresses.join(",\r\n "));
    let (began, mut longest, mut last) = (Instant::now(), Duration::ZERO, Instant::now());
    let taking = rig.door.accept(incoming(&raw, SUPPORT));
    tokio::pin!(taking);
    loop {
        tokio::select! {
            biased;
            taken = &mut taking => {
                taken.unwrap();
                break;
            }
            () = tokio::time::sleep(Duration::from_millis(1)) => {
                longest = longest.max(last.elapsed());
                last = Instant::now();
            }
        }
    }
    let whole = began.elapsed();
    assert!(longest < Duration::from_millis(100).max(whole / 3), "held up for {longest:?} of {whole:?}");
}
