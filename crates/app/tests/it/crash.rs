//! `kill -9` at random moments of a stream of mails: what got its 250 is exactly once a message.
//!
//! The short story is told with every change; `cargo xtask crash` tells the long one on the release binary.

use std::{
    collections::HashMap,
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use base::World;
use peers::postgres;
use store::Store;
use testkit::smtp::Client;

use crate::binary::{Installation, Server, asked, eventually, now, rest};

/// Every so many mails the sender does not believe its 250 and sends once more.
const REPEATED: usize = 20;
/// People who write.
const WRITERS: usize = 2_000;
/// Seconds between two kills of the long story, on average.
const BETWEEN_KILLS: usize = 5;

/// A stream of mails and the kills within it.
struct Storm {
    mails: usize,
    senders: usize,
    kills: usize,
    /// Mails a second; as fast as the server takes them when none.
    rate: Option<usize>,
}

#[derive(Default)]
struct Progress {
    taken: AtomicUsize,
    repeated: AtomicUsize,
}

impl Progress {
    fn taken(&self) -> usize {
        self.taken.load(Ordering::SeqCst)
    }
}

fn letter(number: usize) -> Vec<u8> {
    let sender = number % WRITERS;
    format!(
        "From: Sender {sender} <s{sender}@outside.test>\r\nTo: help@provider.test\r\nSubject: Mail {number}\r\n\
         Message-ID: <{number}@outside.test>\r\n\r\nThis is mail {number}.\r\n"
    )
    .into_bytes()
}

/// Sends its share, each mail when its time has come; whatever gets no 250 is sent again, as a mail server's queue does.
fn send(server: SocketAddr, storm: &Storm, first: usize, begun: Instant, progress: &Progress) {
    let mut connection: Option<Client> = None;
    for number in (first..storm.mails).step_by(storm.senders) {
        if let Some(rate) = storm.rate {
            let due = Duration::from_secs_f64(number as f64 / rate as f64);
            rest(due.saturating_sub(now().duration_since(begun)));
        }
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

/// Kills after so many mails, each time a little later than counted; gives the last server and the times to ready.
fn kill_now_and_then(installation: &Installation, storm: &Storm, progress: &Progress) -> (Server, Vec<Duration>) {
    let mut server = installation.serve();
    let moments = by_chance(storm.kills, storm.mails - storm.mails / 20);
    let pauses = by_chance(storm.kills, 40);
    let mut starts = Vec::new();
    for (moment, pause) in moments.into_iter().zip(pauses) {
        while progress.taken() < moment {
            let before = progress.taken();
            eventually("the stream goes on", || (progress.taken() > before).then_some(()));
        }
        rest(Duration::from_millis(u64::try_from(pause).unwrap()));
        server.kill();
        let begun = now();
        server = installation.serve();
        starts.push(now().duration_since(begun));
    }
    starts.sort_unstable();
    (server, starts)
}

/// Sends the storm through the kills, waits until everything is decided and checks it.
fn survive(storm: Storm, installation: &Installation) {
    installation.run(&["mailbox", "add", "help@provider.test", "--queue", "Support", "--quiet"]).good();
    let (progress, storm, begun) = (Arc::new(Progress::default()), Arc::new(storm), now());
    let address = installation.smtp();
    let senders: Vec<_> = (0..storm.senders)
        .map(|first| {
            let (progress, storm) = (Arc::clone(&progress), Arc::clone(&storm));
            std::thread::spawn(move || send(address, &storm, first, begun, &progress))
        })
        .collect();
    let (server, starts) = kill_now_and_then(installation, &storm, &progress);
    for sender in senders {
        sender.join().unwrap();
    }
    let took = now().duration_since(begun);
    assert_eq!(progress.taken(), storm.mails);
    decide_all(installation);
    let drained = now().duration_since(begun);
    assert!(server.stop().success());
    let dropped = check(&installation.open(), storm.mails);
    assert_eq!(installation.run(&["doctor"]).code, 0);
    let middle = |times: &[Duration]| times.get(times.len() / 2).copied().unwrap_or_default();
    eprintln!(
        "{} mails in {:.1} s ({:.0} /s) over {} connections, everything decided after {:.1} s; {} kills, ready again \
         after {} ms (middle), {} ms (longest); {} sent twice on purpose, {dropped} repetitions dropped",
        storm.mails,
        took.as_secs_f64(),
        storm.mails as f64 / took.as_secs_f64(),
        storm.senders,
        drained.as_secs_f64(),
        starts.len(),
        middle(&starts).as_millis(),
        starts.last().copied().unwrap_or_default().as_millis(),
        progress.repeated.load(Ordering::SeqCst),
    );
}

/// Waits as long as fewer and fewer mails are undecided.
fn decide_all(installation: &Installation) {
    let undecided = || {
        let doctor = installation.run(&["doctor"]);
        let (before, _) = doctor.output.split_once(" to be decided").expect(&doctor.error);
        before.rsplit(' ').next().unwrap().parse::<usize>().unwrap()
    };
    let mut left = undecided();
    while left > 0 {
        left = eventually("more mails are decided", || Some(undecided()).filter(|now| *now < left));
    }
}

#[test]
fn real_kills_lose_and_double_no_mail() {
    survive(Storm { mails: 2_000, senders: 4, kills: 6, rate: None }, &Installation::new());
}

#[test]
#[ignore = "takes minutes; cargo xtask crash runs it on the release binary"]
fn real_kills_for_minutes_lose_and_double_no_mail() {
    let number = |name: &str, usual: usize| asked(name).map_or(usual, |text| text.parse().unwrap());
    let (seconds, rate) = (60 * number("AFTERCARE_CRASH_MINUTES", 10), number("AFTERCARE_CRASH_RATE", 200));
    let mut installation = Installation::new();
    let database = asked("AFTERCARE_CRASH_POSTGRES").map(|_| postgres::database().unwrap());
    if let Some(database) = &database {
        installation.set("AFTERCARE_DATABASE__URL", database.url());
    }
    let storm = Storm { mails: seconds * rate, senders: 8, kills: seconds / BETWEEN_KILLS, rate: Some(rate) };
    survive(storm, &installation);
}

/// Each mail is one message of one ticket; what was sent twice is there once and dropped once or more.
fn check(store: &Store, all: usize) -> i64 {
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
    dropped
}
