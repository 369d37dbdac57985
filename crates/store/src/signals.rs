//! What all connections of a store share: the world, hooks, ids, event numbers and signals.

use std::sync::{
    Arc, RwLock,
    atomic::{AtomicBool, AtomicI64, Ordering},
};

use base::World;
use tokio::sync::watch;

use crate::{Error, Tx};

/// Runs in the writer's transaction for every appended event.
pub type AppendHook = Arc<dyn Fn(&mut Tx<'_>, &events::Recorded) -> Result<(), Error> + Send + Sync>;

/// Shared by the handle and every connection.
pub struct Shared {
    pub world: World,
    pub hooks: RwLock<Vec<AppendHook>>,
    /// SQLite: the next id to hand out and the end of the reserved block.
    pub next_id: AtomicI64,
    pub reserved: AtomicI64,
    /// SQLite: the last event number given; PostgreSQL numbers in the sequencer.
    pub last_number: AtomicI64,
    pub event_signal: watch::Sender<i64>,
    pub job_signal: watch::Sender<u64>,
    /// Set when the disk failed under a commit: nothing may be trusted until a restart.
    pub poisoned: AtomicBool,
}

impl Shared {
    pub fn new(world: World) -> Self {
        Self {
            world,
            hooks: RwLock::new(Vec::new()),
            next_id: AtomicI64::new(1),
            reserved: AtomicI64::new(0),
            last_number: AtomicI64::new(0),
            event_signal: watch::Sender::new(0),
            job_signal: watch::Sender::new(0),
            poisoned: AtomicBool::new(false),
        }
    }

    /// SQLite: continues ids and event numbers behind those of a copied store.
    pub fn go_on_after(&self, id: i64, number: i64) {
        self.next_id.store(id + 1, Ordering::SeqCst);
        self.reserved.store(id, Ordering::SeqCst);
        self.last_number.store(number, Ordering::SeqCst);
    }

    pub fn hooks(&self) -> Vec<AppendHook> {
        self.hooks.read().unwrap_or_else(std::sync::PoisonError::into_inner).clone()
    }

    pub fn wake_jobs(&self) {
        self.job_signal.send_modify(|count| *count = count.wrapping_add(1));
    }
}
