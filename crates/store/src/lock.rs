//! One process owns a data folder.

use std::{fs::File, path::Path};

use crate::Error;

/// Held as long as the process uses the folder; the kernel lets go when the process dies.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// The file's name in the folder.
    pub const NAME: &str = "aftercare.lock";

    /// Takes the folder.
    ///
    /// # Errors
    /// [`Error::Locked`] when another process has it or it cannot be written.
    pub fn take(folder: &Path) -> Result<Self, Error> {
        let path = folder.join(Self::NAME);
        let file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| Error::Locked(format!("cannot write {}: {error}", path.display())))?;
        file.try_lock().map_err(|_| {
            Error::Locked(format!("the data folder {} is in use by another aftercare process", folder.display()))
        })?;
        Ok(Self { _file: file })
    }
}
