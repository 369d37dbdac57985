//! SMTP sessions over a stream in memory.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use base::World;
use futures_util::future::BoxFuture;
use mail::{
    Error, Incoming, Receipt,
    intake::State,
    smtp::{Context, Intake, Settings, Verdict, run},
};
use tokio::io::{AsyncReadExt, AsyncWriteExt, DuplexStream};
use tokio_util::sync::CancellationToken;

use crate::rig::{Rig, SUPPORT};

#[derive(Default)]
struct House {
    taken: Mutex<Vec<Incoming>>,
    broken: bool,
}

impl Intake for House {
    fn recipient<'a>(&'a self, address: &'a str) -> BoxFuture<'a, Verdict> {
        let verdict = if address.ends_with("@desk.example") { Verdict::Ours } else { Verdict::Unknown };
        Box::pin(async move { verdict })
    }

    fn accept(&self, incoming: Incoming) -> BoxFuture<'_, Result<Receipt, Error>> {
        Box::pin(async move {
            if self.broken {
                return Err(Error::Store(store::Error::Busy));
            }
            self.taken.lock().unwrap().push(incoming);
            Ok(Receipt { mail: 1, state: State::Received, cause: None })
        })
    }
}

struct Visit {
    client: DuplexStream,
    shutdown: CancellationToken,
    session: tokio::task::JoinHandle<()>,
}

fn visit(intake: Arc<dyn Intake>, change: impl FnOnce(&mut Settings)) -> Visit {
    let (client, server) = tokio::io::duplex(1024 * 1024);
    let mut settings = Settings::new("mx.desk.example");
    change(&mut settings);
    let shutdown = CancellationToken::new();
    let context = Context::new(intake, Arc::new(settings), "192.0.2.1".into(), World::system(), shutdown.clone());
    let session = base::tasks::spawn("session", async move {
        let _ = run(server, context, false).await;
    });
    Visit { client, shutdown, session }
}

impl Visit {
    async fn say(&mut self, text: &[u8]) {
        self.client.write_all(text).await.unwrap();
    }

    /// Everything the server says until it hangs up.
    async fn rest(mut self) -> String {
        let mut said = String::new();
        tokio::time::timeout(Duration::from_secs(10), self.client.read_to_string(&mut said)).await.unwrap().unwrap();
        self.session.await.unwrap();
        said
    }

    async fn until(&mut self, end: &str) -> String {
        let mut said = Vec::new();
        while !String::from_utf8_lossy(&said).contains(end) {
            said.push(tokio::time::timeout(Duration::from_secs(10), self.client.read_u8()).await.unwrap().unwrap());
        }
        String::from_utf8(said).unwrap()
    }
}

fn codes(said: &str) -> Vec<String> {
    said.lines().filter(|line| line.as_bytes().get(3) != Some(&b'-')).map(|line| line[..3].to_owned()).collect()
}

async fn session(intake: Arc<House>, text: &[u8]) -> String {
    let mut visit = visit(intake, |settings| settings.size = 100_000);
    visit.say(text).await;
    visit.rest().await
}

const ENVELOPE: &str =
    "EHLO a.example\r\nMAIL FROM:<ann@customer.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\n";

#[tokio::test]
async fn a_pipelined_mail_is_taken_with_its_trace() {
    let house = Arc::new(House::default());
    let said = session(house.clone(), format!("{ENVELOPE}Subject: x\r\n\r\n..dot\r\n.\r\nQUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&said), ["220", "250", "250", "250", "354", "250", "221"]);
    for extension in ["PIPELINING", "SIZE 100000", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES"] {
        assert!(said.contains(extension), "{said}");
    }
    let taken = house.taken.lock().unwrap();
    let raw = String::from_utf8(taken[0].raw.clone()).unwrap();
    assert!(
        raw.starts_with(
            "Return-Path: <ann@customer.example>\r\nReceived: from a.example ([192.0.2.1]) by mx.desk.example with ESMTP; "
        ),
        "{raw}"
    );
    assert!(raw.ends_with("Subject: x\r\n\r\n.dot\r\n"), "{raw}");
    assert_eq!(taken[0].recipients, [SUPPORT]);
}

#[tokio::test]
async fn several_mails_share_a_connection() {
    let house = Arc::new(House::default());
    let mail = "MAIL FROM:<>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nx\r\n.\r\n".repeat(3);
    session(house.clone(), format!("EHLO a\r\n{mail}QUIT\r\n").as_bytes()).await;
    assert_eq!(house.taken.lock().unwrap().len(), 3);
}

#[tokio::test]
async fn a_second_mail_cannot_be_smuggled_into_the_first() {
    for end in ["\n.\n", "\n.\r\n", "\r\n.\n", "\r.\r"] {
        let house = Arc::new(House::default());
        let inside =
            "MAIL FROM:<ceo@desk.example>\r\nRCPT TO:<support@desk.example>\r\nDATA\r\nSubject: pay\r\n\r\nnow";
        session(house.clone(), format!("{ENVELOPE}a{end}{inside}\r\n.\r\nQUIT\r\n").as_bytes()).await;
        let taken = house.taken.lock().unwrap();
        assert_eq!(taken.len(), 1, "{end:?}");
        assert_eq!(taken[0].envelope_from.as_deref(), Some("ann@customer.example"));
    }
    let said = session(Arc::default(), b"EHLO a\nMAIL FROM:<a@b.example>\r\n").await;
    assert!(said.contains("521 5.5.2"), "{said}");
}

#[tokio::test]
async fn refusals_have_their_codes() {
    let table: &[(&str, &[&str])] = &[
        ("MAIL FROM:<a@b.example>\r\n", &["503"]),
        ("EHLO a\r\nRCPT TO:<support@desk.example>\r\n", &["250", "503"]),
        ("EHLO a\r\nDATA\r\n", &["250", "503"]),
        (
            "EHLO a\r\nMAIL FROM:<a@b.example>\r\nRCPT TO:<x@elsewhere.example>\r\nDATA\r\n",
            &["250", "250", "550", "503"],
        ),
        ("EHLO a\r\nMAIL FROM:<a@b.example> SIZE=100001\r\n", &["250", "552"]),
        ("EHLO a\r\nSTARTTLS\r\n", &["250", "502"]),
        ("EHLO a\r\nVRFY x\r\nNOOP\r\nHELP\r\nRSET\r\n", &["250", "252", "250", "214", "250"]),
        ("EHLO a\r\nAUTH PLAIN AAAA\r\n", &["250", "502"]),
    ];
    for (commands, expected) in table {
        let said = session(Arc::default(), format!("{commands}QUIT\r\n").as_bytes()).await;
        let mut all = vec!["220"];
        all.extend_from_slice(expected);
        all.push("221");
        assert_eq!(codes(&said), all, "{commands}");
    }
    let long = format!("EHLO {}\r\nQUIT\r\n", "a".repeat(5_000));
    assert_eq!(codes(&session(Arc::default(), long.as_bytes()).await), ["220", "500", "221"]);
}

#[tokio::test]
async fn limits_hold() {
    let big = format!("{ENVELOPE}{}\r\n.\r\nQUIT\r\n", "x".repeat(150_000));
    let house = Arc::new(House::default());
    assert!(session(house.clone(), big.as_bytes()).await.contains("552 5.3.4"));
    assert!(house.taken.lock().unwrap().is_empty());

    let many: String = (0..205).map(|n| format!("RCPT TO:<u{n}@desk.example>\r\n")).collect();
    let said = session(Arc::default(), format!("EHLO a\r\nMAIL FROM:<>\r\n{many}QUIT\r\n").as_bytes()).await;
    assert_eq!(codes(&said).iter().filter(|code| *code == "452").count(), 5);

    let said = session(Arc::default(), "NONSENSE\r\n".repeat(30).as_bytes()).await;
    assert!(said.ends_with("421 4.7.0 Too many errors\r\n"), "{said}");

    let circle = format!("{ENVELOPE}{}\r\nx\r\n.\r\nQUIT\r\n", "Received: from a\r\n".repeat(51));
    assert!(session(Arc::default(), circle.as_bytes()).await.contains("554 5.4.6"));
}

#[tokio::test]
async fn our_own_failure_leaves_the_mail_with_its_sender() {
    let house = Arc::new(House { broken: true, ..House::default() });
    assert!(session(house, format!("{ENVELOPE}x\r\n.\r\nQUIT\r\n").as_bytes()).await.contains("451 4.3.0"));
}

#[tokio::test]
async fn memory_for_mails_under_way_is_limited() {
    let mut visit = visit(Arc::new(House::default()), |settings| settings.memory = 64 * 1024);
    visit.say(ENVELOPE.as_bytes()).await;
    visit.say("x".repeat(400_000).as_bytes()).await;
    assert!(visit.rest().await.contains("421 4.3.1"));
}

#[tokio::test]
async fn a_stop_finishes_the_mail_under_way_and_then_says_so() {
    let house = Arc::new(House::default());
    let mut visit = visit(house.clone(), |_| {});
    visit.say(ENVELOPE.as_bytes()).await;
    visit.until("354").await;
    visit.say(b"Subject: x\r\n\r\nhalf").await;
    visit.shutdown.cancel();
    visit.say(b" and half\r\n.\r\n").await;
    let said = visit.rest().await;
    assert!(said.contains("250 2.0.0") && said.contains("421 4.3.2"), "{said}");
    assert_eq!(house.taken.lock().unwrap().len(), 1);
}

#[tokio::test]
async fn a_mail_cut_off_in_the_middle_is_not_taken() {
    let house = Arc::new(House::default());
    let mut visit = visit(house.clone(), |_| {});
    visit.say(format!("{ENVELOPE}half").as_bytes()).await;
    visit.client.shutdown().await.unwrap();
    visit.session.await.unwrap();
    assert!(house.taken.lock().unwrap().is_empty());
}

#[tokio::test]
async fn a_mail_over_smtp_is_in_the_store_when_250_is_said() {
    let rig = Rig::new();
    let mut visit = visit(Arc::new(rig.door.clone()), |_| {});
    visit.say(format!("{ENVELOPE}From: ann@customer.example\r\n\r\nx\r\n.\r\n").as_bytes()).await;
    visit.until("250 2.0.0 Taken as").await;
    assert_eq!(rig.balance().pending, 1);
    visit.say(b"QUIT\r\n").await;
    visit.rest().await;
}
