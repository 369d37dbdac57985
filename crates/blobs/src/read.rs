//! Reading checks the digest: damaged bytes are an error, never an answer.

use std::{
    fs::{self, File},
    io::{self, Read as _},
};

use base::tasks;

use crate::{Blobs, Digest, Error, MAX_SIZE};

impl Blobs {
    /// All bytes of a file, checked.
    ///
    /// # Errors
    /// [`Error::NotFound`], [`Error::Damaged`], or what the disk says.
    pub async fn get(&self, digest: &Digest) -> Result<Vec<u8>, Error> {
        let (blobs, digest) = (self.clone(), digest.clone());
        tasks::spawn_blocking("read a file", move || blobs.get_blocking(&digest)).await.unwrap_or(Err(Error::Stopping))
    }

    /// [`Blobs::get`] for plain threads.
    ///
    /// # Errors
    /// As [`Blobs::get`].
    pub fn get_blocking(&self, digest: &Digest) -> Result<Vec<u8>, Error> {
        let file = File::open(self.path_of(digest)).map_err(|error| missing_or(digest, error))?;
        let size = file.metadata().map_err(Error::disk("reading a file"))?.len();
        if size > MAX_SIZE {
            return Err(Error::TooLarge { size, limit: MAX_SIZE });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0));
        file.take(MAX_SIZE).read_to_end(&mut bytes).map_err(Error::disk("reading a file"))?;
        if Digest::of(&bytes) == *digest { Ok(bytes) } else { Err(Error::Damaged(digest.clone())) }
    }

    /// Opens a file for streaming. The content is not checked; [`Blobs::get`] does that.
    ///
    /// # Errors
    /// [`Error::NotFound`], or what the disk says.
    pub async fn open_read(&self, digest: &Digest) -> Result<tokio::fs::File, Error> {
        tokio::fs::File::open(self.path_of(digest)).await.map_err(|error| missing_or(digest, error))
    }

    /// The size in bytes, none when there is no such file.
    ///
    /// # Errors
    /// What the disk says.
    pub fn size_blocking(&self, digest: &Digest) -> Result<Option<u64>, Error> {
        match fs::metadata(self.path_of(digest)) {
            Ok(found) => Ok(Some(found.len())),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Error::disk("looking for a file")(error)),
        }
    }
}

fn missing_or(digest: &Digest, error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound {
        Error::NotFound(digest.clone())
    } else {
        Error::disk("opening a file")(error)
    }
}
