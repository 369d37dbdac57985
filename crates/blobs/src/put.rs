//! Storing: write beside, sync, rename, sync the folder; only then the digest is given out.

use std::fs;

use base::tasks;

use crate::{Blobs, Digest, Error, durable};

/// The most bytes a file may have: 256 MiB, well above the largest mail that is accepted.
pub const MAX_SIZE: u64 = 256 * 1024 * 1024;

impl Blobs {
    /// Stores bytes durably and returns their digest; bytes that are there already are not written again.
    ///
    /// # Errors
    /// When the bytes are too many or the disk says no; nothing is stored then.
    pub async fn put(&self, bytes: Vec<u8>) -> Result<Digest, Error> {
        let blobs = self.clone();
        tasks::spawn_blocking("store a file", move || blobs.put_blocking(&bytes)).await.unwrap_or(Err(Error::Stopping))
    }

    /// [`Blobs::put`] for plain threads.
    ///
    /// # Errors
    /// As [`Blobs::put`].
    pub fn put_blocking(&self, bytes: &[u8]) -> Result<Digest, Error> {
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        if size > MAX_SIZE {
            return Err(Error::TooLarge { size, limit: MAX_SIZE });
        }
        let digest = Digest::of(bytes);
        let folder = self.folder_of(&digest);
        let path = self.path_of(&digest);
        if self.holds(&digest, size) {
            // Whoever wrote it may not have come to the sync yet, or a crash took the folder entry back.
            durable::sync_file(&path).map_err(Error::disk("syncing a file"))?;
            durable::sync_folder(&folder)?;
            return Ok(digest);
        }
        let beside = self.incoming().join(self.world.token(16));
        let written = durable::write_file(&beside, bytes).and_then(|()| {
            durable::make_folder(&folder)?;
            fs::rename(&beside, &path).map_err(Error::disk("renaming a file"))?;
            durable::sync_folder(&folder)
        });
        if let Err(error) = written {
            let _ = fs::remove_file(&beside);
            return Err(error);
        }
        Ok(digest)
    }

    /// A file of the right size is there; one of a wrong size was cut by a crash or a bad copy and is replaced.
    fn holds(&self, digest: &Digest, size: u64) -> bool {
        fs::metadata(self.path_of(digest)).is_ok_and(|found| found.is_file() && found.len() == size)
    }
}
