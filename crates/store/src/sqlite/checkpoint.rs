//! The write-ahead log is copied back by the writer alone: quietly when it grows, behind a gate when
//! readers never let it start over.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, RwLock, RwLockReadGuard},
};

use crate::{Error, connection::Connection};

/// Beyond this the log is copied back without waiting for anybody.
const QUIET_AT: u64 = 16 << 20;
/// Beyond this readers are held back for a moment so that the log can start over.
const GATED_AT: u64 = 64 << 20;

/// Readers pass through it around every transaction.
#[derive(Clone, Default)]
pub struct Gate(Arc<RwLock<()>>);

impl Gate {
    /// Waits while a checkpoint is under way.
    pub fn pass(&self) -> RwLockReadGuard<'_, ()> {
        self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

/// Watches the size of the log.
pub struct Checkpointer {
    log: PathBuf,
    gate: Gate,
    quiet_done_at: u64,
}

impl Checkpointer {
    pub fn new(database: &Path, gate: Gate) -> Self {
        let mut log = database.as_os_str().to_owned();
        log.push("-wal");
        Self { log: log.into(), gate, quiet_done_at: 0 }
    }

    /// Called by the writer between commits.
    pub fn tend(&mut self, connection: &mut dyn Connection) -> Result<(), Error> {
        let size = std::fs::metadata(&self.log).map_or(0, |found| found.len());
        if size >= GATED_AT {
            let _readers_wait = self.gate.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
            connection.query("PRAGMA wal_checkpoint(TRUNCATE)", &[])?;
            self.quiet_done_at = 0;
        } else if size >= QUIET_AT.saturating_add(self.quiet_done_at) {
            connection.query("PRAGMA wal_checkpoint(PASSIVE)", &[])?;
            self.quiet_done_at = size;
        } else if size < self.quiet_done_at {
            self.quiet_done_at = 0;
        }
        Ok(())
    }
}
