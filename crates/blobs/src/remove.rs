//! Removing a file that nothing refers to any more; the caller has made sure of that.

use std::{fs, io};

use base::tasks;

use crate::{Blobs, Digest, Error};

impl Blobs {
    /// Removes a file; true when it was there.
    ///
    /// # Errors
    /// What the disk says.
    pub async fn remove(&self, digest: &Digest) -> Result<bool, Error> {
        let (blobs, digest) = (self.clone(), digest.clone());
        tasks::spawn_blocking("remove a file", move || blobs.remove_blocking(&digest))
            .await
            .unwrap_or(Err(Error::Stopping))
    }

    /// [`Blobs::remove`] for plain threads.
    ///
    /// # Errors
    /// As [`Blobs::remove`].
    pub fn remove_blocking(&self, digest: &Digest) -> Result<bool, Error> {
        match fs::remove_file(self.path_of(digest)) {
            Ok(()) => Ok(true),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(Error::disk("removing a file")(error)),
        }
    }
}
