//! `kill -9` at random moments of a stream of mails: what got its 250 is exactly once a message.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    time::Duration,
};

use base::World;
use store::Store;
use testkit::smtp::Client;

use crate::binary::{Installation, Server, eventually, rest};

/// Mails in the stream; `AFTERCARE_CRASH_MAILS` makes it longer.
const MAILS: usize = 2_000;
const SENDERS: usize = 4;
const KILLS: usize = 6;
/// Every so many mails the sender does not believe its 250 and sends once more.
const REPEATED: usize = 20;

#[derive(Default)]
struct Progress {
    taken: AtomicUsize,
    repeated: AtomicUsize,
}

fn mails() -> usize {
    #[expect(clippy::disallowed_methods, reason = "a longer run is asked for by environment")]
    let asked = std::env::var("AFTERCARE_CRASH_MAILS").ok();
    asked.and_then(|text| text.parse().ok()).unwrap_or(MAILS)
}

fn letter(number: usize) -> Vec<u8> {
    let sender = number % 50;
    format!(
        "From: Sender {sender} <s{sender}@outside.test>\r\nTo: help@provider.test\r\nSubject: Mail {number}\r\n\
         Message-ID: <{number}@outside.test>\r\n\r\nThis is mail {number}.\r\n"
    )
    .into_bytes()
}

/// Sends its share; whatever gets no 250 is sent again, as a mail server's queue does.
fn send(server: SocketAddr, share: impl Iterator<Item = usize>, progress: &Progress) {
    let mut connection: Option<Client> = None;
    for number in share {
        let raw = letter(number);
        let mut wanted = if number % REPEATED == 0 { 2 } else { 1 };
        while wanted > 0 {
            let client =
                connection.get_or_insert_with(|| eventually("the server is back", || Client::connect(server).ok()));
            match client.send("s@outside.test", &["help@provider.test"], &raw) {
                Ok(reply) if reply.code == 250 => {
                    wanted -= 1;
                    let counter = if wanted == 0 { &progress.taken } else { &progress.repeated };
                    counter.fetch_add(1, Ordering::SeqCst);
                }
                Ok(reply) => {
                    assert!((400..500).contains(&reply.code), "{reply:?}");
                    connection = None;
                }
                Err(_) => connection = None,
            }
        }
    }
}

/// Numbers below `below`, by chance and in order.
fn by_chance(count: usize, below: usize) -> Vec<usize> {
    let random = World::system().random;
    let mut numbers: Vec<usize> = (0..count)
        .map(|_| {
            let mut bytes = [0; 4];
            random.fill(&mut bytes);
            usize::try_from(u32::from_le_bytes(bytes)).unwrap() % below.max(1)
        })
        .collect();
    numbers.sort_unstable();
    numbers
}

fn kill_now_and_then(installation: &Installation, progress: &Progress, all: usize) -> Server {
    let mut server = installation.serve();
    let moments = by_chance(KILLS, all - all / 20);
    let pauses = by_chance(KILLS, 40);
    eprintln!("killing after {moments:?} of {all} mails");
    for (moment, pause) in moments.into_iter().zip(pauses) {
        let reached = AtomicBool::new(false);
        while !reached.load(Ordering::Relaxed) {
            let before = progress.taken.load(Ordering::SeqCst);
            eventually("the stream goes on", || {
                let now = progress.taken.load(Ordering::SeqCst);
                reached.store(now >= moment, Ordering::Relaxed);
                (now >= moment || now > before).then_some(())
            });
        }
        rest(Duration::from_millis(u64::try_from(pause).unwrap()));
        server.kill();
        server = installation.serve();
    }
    server
}

#[test]
fn real_kills_lose_and_double_no_mail() {
    let all = mails();
    let installation = Installation::new();
    installation.run(&["mailbox", "add", "help@provider.test", "--queue", "Support", "--quiet"]).good();
    let progress = Arc::new(Progress::default());
    let address = installation.smtp();
    let senders: Vec<_> = (0..SENDERS)
        .map(|first| {
            let progress = Arc::clone(&progress);
            std::thread::spawn(move || send(address, (first..all).step_by(SENDERS), &progress))
        })
        .collect();
    let server = kill_now_and_then(&installation, &progress, all);
    for sender in senders {
        sender.join().unwrap();
    }
    assert_eq!(progress.taken.load(Ordering::SeqCst), all);
    eventually("every mail is decided", || {
        let doctor = installation.run(&["doctor"]);
        doctor.output.contains(", 0 to be decided").then_some(())
    });
    assert!(server.stop().success());
    check(&installation.open(), all);
    assert_eq!(installation.run(&["doctor"]).code, 0);
}

/// Each mail is one message of one ticket; what was sent twice is there once and dropped once or more.
fn check(store: &Store, all: usize) {
    let scope = base::Scope::system("test");
    let balance = store.read_blocking(move |tx| mail::balance(tx, &scope)).unwrap();
    eprintln!("{balance:?}");
    assert!(balance.holds() && balance.pending == 0 && balance.quarantined.is_empty(), "{balance:?}");
    assert_eq!(usize::try_from(balance.ticketed).unwrap(), all);
    let dropped = balance.dropped.get("duplicate").copied().unwrap_or(0);
    assert_eq!(balance.dropped.values().sum::<i64>(), dropped, "nothing is dropped but repetitions");
    assert!(usize::try_from(dropped).unwrap() >= all / REPEATED, "what was sent twice is seen");
    let texts = store.read_blocking(|tx| tx.query("SELECT text FROM work_message", &[], |row| row.get::<String>(0)));
    let mut counts: HashMap<String, usize> = HashMap::new();
    for text in texts.unwrap() {
        *counts.entry(text.trim().to_owned()).or_default() += 1;
    }
    assert_eq!(counts.len(), all);
    for number in 0..all {
        assert_eq!(counts.get(&format!("This is mail {number}.")), Some(&1), "mail {number}");
    }
    let items: i64 =
        store.read_blocking(|tx| tx.query_one("SELECT count(*) FROM work_item", &[], |row| row.get(0))).unwrap();
    assert_eq!(usize::try_from(items).unwrap(), all, "no ticket without its mail");
}
