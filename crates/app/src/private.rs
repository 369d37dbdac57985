//! What the data folder holds is its owner's alone: nobody else may read the folder, the database, the files or the
//! index. The key file is stricter: open to others it is refused, since whoever read it knows the keys.

use std::{
    fs::{self, Permissions},
    io::ErrorKind,
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use anyhow::{Context as _, ensure};
use rustix::{
    fs::Mode,
    process::{geteuid, umask},
};

/// What we put into the folder, beside the keys; the empty name is the folder itself.
const OURS: [&str; 8] =
    ["", "aftercare.lock", "aftercare.db", "aftercare.db-wal", "aftercare.db-shm", "files", "index", "control.sock"];

/// Everything this process makes from now on is its owner's alone, from the first moment.
pub fn own_new_files() {
    umask(Mode::RWXG | Mode::RWXO);
}

/// Takes from others what an earlier version, a copy or a restore left open to them.
///
/// # Errors
/// When the folder is somebody else's, or its rights cannot be changed.
pub fn tighten(folder: &Path) -> anyhow::Result<()> {
    let owner = fs::metadata(folder)?.uid();
    ensure!(
        owner == geteuid().as_raw(),
        "the data folder {} belongs to user {owner}; run aftercare as that user",
        folder.display()
    );
    for (path, mode) in open_to_others(folder, &OURS)? {
        let tightened = fs::set_permissions(&path, Permissions::from_mode(mode & 0o700));
        tightened.with_context(|| format!("{} is open to others and cannot be made private", path.display()))?;
    }
    Ok(())
}

/// Passes when nothing of ours is open to others.
///
/// # Errors
/// What is open, and how to mend it.
pub fn check(folder: &Path) -> anyhow::Result<()> {
    let names = [&OURS[..], &["keys"]].concat();
    match open_to_others(folder, &names)?.first() {
        Some((path, mode)) => {
            anyhow::bail!("{0} is open to others (mode {mode:o}); run chmod go= {0}", path.display())
        }
        None => Ok(()),
    }
}

/// Those of the names whose rights reach beyond the owner, with their mode; absent ones are fine.
fn open_to_others(folder: &Path, names: &[&str]) -> anyhow::Result<Vec<(PathBuf, u32)>> {
    let mut open = Vec::new();
    for name in names {
        let path = if name.is_empty() { folder.to_owned() } else { folder.join(name) };
        match fs::symlink_metadata(&path) {
            Ok(found) if !found.is_symlink() && found.mode() & 0o077 != 0 => open.push((path, found.mode() & 0o777)),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error).with_context(|| format!("cannot look at {}", path.display())),
        }
    }
    Ok(open)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().mode() & 0o777
    }

    #[test]
    fn what_was_open_is_tightened_but_nothing_of_others() {
        let folder = tempfile::tempdir().unwrap();
        let (database, foreign) = (folder.path().join("aftercare.db"), folder.path().join("notes.txt"));
        for file in [&database, &foreign] {
            fs::write(file, "").unwrap();
            fs::set_permissions(file, Permissions::from_mode(0o664)).unwrap();
        }
        fs::set_permissions(folder.path(), Permissions::from_mode(0o755)).unwrap();
        let said = check(folder.path()).unwrap_err().to_string();
        assert!(said.contains("mode 755") && said.contains("chmod"), "{said}");
        tighten(folder.path()).unwrap();
        assert_eq!((mode(folder.path()), mode(&database), mode(&foreign)), (0o700, 0o600, 0o664));
        check(folder.path()).unwrap();
    }

    #[test]
    fn open_keys_are_reported_and_left_to_be_refused() {
        let folder = tempfile::tempdir().unwrap();
        let keys = folder.path().join("keys");
        fs::write(&keys, "").unwrap();
        fs::set_permissions(&keys, Permissions::from_mode(0o640)).unwrap();
        tighten(folder.path()).unwrap();
        assert_eq!(mode(&keys), 0o640);
        assert!(check(folder.path()).unwrap_err().to_string().contains("keys"));
    }
}
