//! What can go wrong with keys; the product refuses to start rather than work without them.

use std::path::PathBuf;

/// A fault of the key file or of a sealed value. Never holds key material.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The file cannot be read or written.
    #[error("the key file {path} cannot be used: {source}")]
    File {
        /// The key file.
        path: PathBuf,
        /// What the operating system said.
        source: std::io::Error,
    },
    /// Others than the owner may read or change the file.
    #[error("the key file {path} is open to others (mode {mode:03o}); run: chmod 600 {path}")]
    TooOpen {
        /// The key file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
    },
    /// The file is not a key ring.
    #[error("the key file {path} is damaged in line {line}; put the file back from a backup")]
    Malformed {
        /// The key file.
        path: PathBuf,
        /// The first line that cannot be understood, from 1; 0 means the file as a whole.
        line: usize,
    },
    /// The value was not sealed with a key of this ring, or not for this place, or it was changed.
    #[error("the sealed value cannot be opened with this key ring at this place")]
    Unsealable,
}
