//! What can go wrong with a file.

use crate::Digest;

/// A file could not be stored, read or removed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// No file has this digest.
    #[error("there is no file {0}")]
    NotFound(Digest),
    /// The bytes on the disk are not those that were stored.
    #[error("the file {0} is damaged: its content has another digest")]
    Damaged(Digest),
    /// More bytes than a file may have.
    #[error("the file has {size} bytes; at most {limit} are allowed")]
    TooLarge {
        /// The bytes given or found.
        size: u64,
        /// The most bytes allowed.
        limit: u64,
    },
    /// The text is not 64 lower-case hexadecimal digits.
    #[error("the text is not a digest")]
    NotADigest,
    /// The file system says no.
    #[error("{doing}: {source}")]
    Disk {
        /// What was tried.
        doing: &'static str,
        /// What the system said.
        source: std::io::Error,
    },
    /// The process is stopping.
    #[error("the process is stopping")]
    Stopping,
}

impl Error {
    pub(crate) const fn disk(doing: &'static str) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Disk { doing, source }
    }

    /// The disk is full: nothing was stored, and senders shall try again later.
    #[must_use]
    pub fn is_full(&self) -> bool {
        matches!(self, Self::Disk { source, .. } if source.kind() == std::io::ErrorKind::StorageFull)
    }
}
