//! A file is on the disk only when its bytes and every folder entry on the way to it are.

use std::{
    fs::{self, File},
    io::{self, Write as _},
    path::Path,
};

use crate::Error;

/// Makes a folder with all above it, and makes the new entries durable.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Error> {
    if folder.is_dir() {
        return Ok(());
    }
    if let Some(parent) = folder.parent().filter(|parent| !parent.as_os_str().is_empty()) {
        make_folder(parent)?;
    }
    match fs::create_dir(folder) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(Error::disk("making a folder")(error)),
        _ => folder.parent().map_or(Ok(()), sync_folder),
    }
}

/// Writes a new file and waits until its bytes are on the disk.
pub(crate) fn write_file(path: &Path, bytes: &[u8]) -> Result<(), Error> {
    let mut file = File::create_new(path).map_err(Error::disk("making a file"))?;
    file.write_all(bytes).map_err(Error::disk("writing a file"))?;
    file.sync_data().map_err(Error::disk("syncing a file"))
}

/// Waits until the bytes of a file that is there are on the disk.
pub(crate) fn sync_file(path: &Path) -> io::Result<()> {
    File::open(path)?.sync_all()
}

/// Waits until the entries of a folder are on the disk.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), Error> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    File::open(folder).and_then(|handle| handle.sync_all()).map_err(Error::disk("syncing a folder"))
}
