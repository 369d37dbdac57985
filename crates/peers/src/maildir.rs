//! A Maildir is the mailbox that Postfix delivers into, Dovecot reads from, and tests look at.

use std::{
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use anyhow::Context;

use crate::{place::poll, program::give_to};

const FOLDERS: [&str; 3] = ["tmp", "new", "cur"];

/// One mailbox on disk.
#[derive(Clone, Debug)]
pub struct Maildir(PathBuf);

impl Maildir {
    /// Makes the mailbox, owned by whoever owns the folder above it.
    pub(crate) fn create(path: PathBuf) -> std::io::Result<Self> {
        std::fs::create_dir_all(&path)?;
        let owner = path.parent().map_or_else(|| std::fs::metadata(&path), std::fs::metadata)?;
        give_to(&path, (owner.uid(), owner.gid()))?;
        for folder in FOLDERS {
            std::fs::create_dir_all(path.join(folder))?;
            give_to(&path.join(folder), (owner.uid(), owner.gid()))?;
        }
        Ok(Self(path))
    }

    /// Where it is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Puts a message in as a delivery agent does: written aside, then renamed into view.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn deliver(&self, raw: &[u8]) -> std::io::Result<()> {
        static NUMBER: AtomicU64 = AtomicU64::new(1);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        // The number comes first: servers give out identifiers in the order of names.
        let name = format!("{number:010}.{}.test", std::process::id());
        let (aside, shown) = (self.0.join("tmp").join(&name), self.0.join("new").join(&name));
        std::fs::write(&aside, raw)?;
        let owner = std::fs::metadata(&self.0)?;
        give_to(&aside, (owner.uid(), owner.gid()))?;
        std::fs::rename(aside, shown)
    }

    /// All messages, in the order of their arrival.
    ///
    /// # Errors
    /// When the mailbox cannot be read.
    pub fn messages(&self) -> anyhow::Result<Vec<Vec<u8>>> {
        let mut found = Vec::new();
        for folder in ["cur", "new"] {
            let entries = std::fs::read_dir(self.0.join(folder)).context("the mailbox cannot be read")?;
            for entry in entries {
                let entry = entry?;
                // A reader may move the file from new to cur meanwhile; the next look finds it.
                let (Ok(raw), Ok(facts)) = (std::fs::read(entry.path()), entry.metadata()) else { continue };
                found.push(((facts.mtime(), facts.mtime_nsec()), entry.file_name(), raw));
            }
        }
        found.sort();
        Ok(found.into_iter().map(|(_, _, raw)| raw).collect())
    }

    /// Waits until at least `count` messages are there.
    ///
    /// # Errors
    /// When they do not come within `patience`.
    pub fn wait_for(&self, count: usize, patience: Duration) -> anyhow::Result<Vec<Vec<u8>>> {
        poll(patience, || Ok(Some(self.messages()?).filter(|messages| messages.len() >= count)))?.with_context(|| {
            let there = self.messages().map_or(0, |messages| messages.len());
            format!("{count} messages were expected in {}, {there} came", self.0.display())
        })
    }
}
