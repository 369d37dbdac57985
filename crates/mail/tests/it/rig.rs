//! A store, a folder of files and a mailbox for one test.

use std::sync::Arc;

use base::{ManualClock, Scope, SeededRandom, Timestamp, World};
use blobs::Blobs;
use keys::Keys;
use mail::{
    Door, Incoming, Limits, Source,
    mailbox::{self, NewMailbox},
};
use store::{OpenOptions, Store};

pub struct Rig {
    pub door: Door,
    pub clock: Arc<ManualClock>,
    pub mailbox: i64,
    _folder: tempfile::TempDir,
}

pub const SUPPORT: &str = "support@desk.example";

pub fn admin() -> Scope {
    Scope::system("test")
}

impl Rig {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(Timestamp::from_seconds(1_772_465_400)));
        let world = World { clock: clock.clone(), random: Arc::new(SeededRandom::new(7)) };
        let migrations = [store::part().migrations, jobs::part().migrations, mail::part().migrations].concat();
        let url = format!("sqlite:{}", folder.path().join("t.db").display());
        let store = Store::open(&OpenOptions { url, world: world.clone(), readers: 1, migrations }).unwrap();
        let blobs = Blobs::open(folder.path().join("blobs"), world).unwrap();
        let keys = Keys::from_bytes([7; 32]);
        let new = NewMailbox { address: SUPPORT.into(), name: "Support".into(), fetch: None, relay: None };
        let with = keys.clone();
        let mailbox = apart(|| store.write_blocking(move |tx| mailbox::add(tx, &admin(), &with, &new))).unwrap().id;
        Self { door: Door { store, blobs, keys, limits: Limits::default() }, clock, mailbox, _folder: folder }
    }

    pub fn balance(&self) -> mail::intake::Balance {
        let balance = apart(|| self.door.store.read_blocking(|tx| mail::balance(tx, &admin()))).unwrap();
        assert!(balance.holds(), "{balance:?}");
        balance
    }
}

/// Blocks on a thread of its own, because the test's thread drives async tasks.
pub fn apart<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| scope.spawn(work).join().unwrap())
}

pub fn incoming(raw: &str, to: &str) -> Incoming {
    Incoming {
        raw: raw.as_bytes().to_vec(),
        envelope_from: Some("ann@customer.example".into()),
        recipients: vec![to.into()],
        source: Source::Smtp,
        peer: Some("192.0.2.1".into()),
        mailbox: None,
    }
}
