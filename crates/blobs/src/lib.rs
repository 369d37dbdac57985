//! Files are kept under the SHA-256 of their content: the same bytes are stored once and can be checked for ever.
//!
//! A digest is given out only after the bytes and the folder entry that names them are on the disk, so a row
//! may refer to it at once. Layout: `aa/<digest>`; `incoming/` holds what is being written.

mod digest;
mod durable;
mod error;
mod put;
mod read;
mod remove;
mod sweep;

use std::{path::PathBuf, sync::Arc, time::Duration};

use base::World;

pub use digest::Digest;
pub use error::Error;
pub use put::MAX_SIZE;

/// The folder of content-addressed files. Clones share it.
#[derive(Clone, Debug)]
pub struct Blobs {
    root: Arc<PathBuf>,
    world: World,
}

impl Blobs {
    /// Opens the folder and makes it when it is missing. What was left half written more than an hour ago goes;
    /// younger files may belong to another process that stores right now.
    ///
    /// # Errors
    /// When the folder cannot be made or written.
    pub fn open(folder: impl Into<PathBuf>, world: World) -> Result<Self, Error> {
        let blobs = Self { root: Arc::new(folder.into()), world };
        durable::make_folder(&blobs.incoming())?;
        blobs.sweep(Duration::from_secs(3_600))?;
        Ok(blobs)
    }

    fn incoming(&self) -> PathBuf {
        self.root.join("incoming")
    }

    fn folder_of(&self, digest: &Digest) -> PathBuf {
        self.root.join(digest.prefix())
    }

    fn path_of(&self, digest: &Digest) -> PathBuf {
        self.folder_of(digest).join(digest.as_str())
    }
}
