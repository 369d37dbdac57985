//! The key file is private to its owner, appears whole or not at all, and is never repaired by guessing.
//!
//! One `key` line holds 64 hexadecimal digits. The last line is the newest key and the active one.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write as _},
    os::unix::fs::{MetadataExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use base::{Random as _, SystemRandom};

use crate::{Error, Keys, ring_of_keys::Entry};

const HEADING: &str = "# Aftercare key ring. Keep it private and back it up apart from the data.\n\
                       # Without it, sealed passwords of mailboxes cannot be read again.\n";

/// Puts a new key on the ring and makes it the active one; older keys go on reading.
///
/// A running server uses the new key after its next start.
///
/// # Errors
/// When the file cannot be read or replaced.
pub fn rotate(path: &Path) -> Result<Keys, Error> {
    let mut entries = open(path)?;
    entries.insert(0, new_entry());
    let draft = write_draft(path, &entries)?;
    fs::rename(&draft, path).map_err(fault(path))?;
    sync_folder(path)?;
    Ok(Keys::of(entries))
}

/// Reads the ring, or makes it when there is no file.
pub(crate) fn open(path: &Path) -> Result<Vec<Entry>, Error> {
    match File::open(path) {
        Ok(file) => read(path, file),
        Err(missing) if missing.kind() == io::ErrorKind::NotFound => create(path),
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

fn read(path: &Path, file: File) -> Result<Vec<Entry>, Error> {
    let mode = file.metadata().map_err(fault(path))?.mode() & 0o777;
    if mode & 0o077 != 0 {
        return Err(Error::TooOpen { path: path.to_owned(), mode });
    }
    let text = io::read_to_string(file).map_err(fault(path))?;
    parse(&text).map_err(|line| Error::Malformed { path: path.to_owned(), line })
}

/// Links the finished draft to its name, which fails when another process was first; then its file counts.
fn create(path: &Path) -> Result<Vec<Entry>, Error> {
    let entries = vec![new_entry()];
    let draft = write_draft(path, &entries)?;
    let linked = fs::hard_link(&draft, path);
    fs::remove_file(&draft).map_err(fault(path))?;
    match linked {
        Ok(()) => sync_folder(path).map(|()| entries),
        Err(taken) if taken.kind() == io::ErrorKind::AlreadyExists => {
            read(path, File::open(path).map_err(fault(path))?)
        }
        Err(source) => Err(Error::File { path: path.to_owned(), source }),
    }
}

fn write_draft(path: &Path, entries: &[Entry]) -> Result<PathBuf, Error> {
    let mut unique = [0; 8];
    SystemRandom.fill(&mut unique);
    let draft = path.with_extension(format!("{}.new", hex::encode(unique)));
    let mut options = OpenOptions::new();
    let mut file = options.write(true).create_new(true).mode(0o600).open(&draft).map_err(fault(path))?;
    file.write_all(render(entries).as_bytes()).map_err(fault(path))?;
    file.sync_all().map_err(fault(path))?;
    Ok(draft)
}

fn sync_folder(path: &Path) -> Result<(), Error> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder).and_then(|folder| folder.sync_all()).map_err(fault(path))
}

fn render(entries: &[Entry]) -> String {
    let lines = entries.iter().rev().map(|entry| format!("key {}\n", hex::encode(entry.bytes)));
    std::iter::once(HEADING.to_owned()).chain(lines).collect()
}

/// The keys, newest first; the number of the first bad line otherwise.
fn parse(text: &str) -> Result<Vec<Entry>, usize> {
    let mut entries = Vec::new();
    for (number, line) in (1_usize..).zip(text.lines()) {
        if line.trim().is_empty() || line.starts_with('#') {
            continue;
        }
        let mut bytes = [0; 32];
        let digits = line.strip_prefix("key ").ok_or(number)?;
        hex::decode_to_slice(digits.trim(), &mut bytes).map_err(|_| number)?;
        entries.push(Entry::new(bytes));
    }
    entries.reverse();
    if entries.is_empty() { Err(0) } else { Ok(entries) }
}

fn new_entry() -> Entry {
    let mut bytes = [0; 32];
    // Always the operating system's randomness: no test hands a key file a repeatable sequence.
    SystemRandom.fill(&mut bytes);
    Entry::new(bytes)
}

fn fault(path: &Path) -> impl FnOnce(io::Error) -> Error {
    let path = path.to_owned();
    |source| Error::File { path, source }
}

#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use base::World;

    use super::*;

    #[test]
    fn a_new_ring_is_private_and_stays_the_same() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let first = Keys::open(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().mode() & 0o777, 0o600);
        assert_eq!(first.mac("a", b"b"), Keys::open(&path).unwrap().mac("a", b"b"));
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "a draft was left behind");
    }

    #[test]
    fn a_ring_open_to_others_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        Keys::open(&path).unwrap();
        for mode in [0o640, 0o604, 0o620] {
            fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
            assert!(matches!(Keys::open(&path), Err(Error::TooOpen { .. })), "mode {mode:o} was accepted");
        }
    }

    #[test]
    fn attack_osticket_2013_a_damaged_ring_never_falls_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        for text in ["", "# only a remark\n", "key 00\n", "secret abc\n", "key zz\n", "key \n"] {
            let mut file = OpenOptions::new().write(true).create(true).truncate(true).mode(0o600).open(&path).unwrap();
            file.write_all(text.as_bytes()).unwrap();
            assert!(matches!(Keys::open(&path), Err(Error::Malformed { .. })), "{text:?} was accepted");
            assert_eq!(fs::read_to_string(&path).unwrap(), text, "the file was changed");
        }
        assert!(matches!(Keys::open(folder.path()), Err(Error::File { .. } | Error::TooOpen { .. })));
        assert!(Keys::open(&folder.path().join("missing/keys")).is_err());
    }

    #[test]
    fn after_a_rotation_old_values_open_and_new_ones_use_the_new_key() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let old = Keys::open(&path).unwrap();
        let sealed = old.seal("place", b"secret", &World::system()).unwrap();
        let code = old.mac_text("reply", b"12", 20);
        rotate(&path).unwrap();
        let new = Keys::open(&path).unwrap();
        assert_eq!(new.unseal("place", &sealed).unwrap().expose(), b"secret");
        assert!(new.verify_text("reply", b"12", &code));
        assert!(old.is_current(&sealed) && !new.is_current(&sealed));
        let again = new.seal("place", b"secret", &World::system()).unwrap();
        assert!(new.is_current(&again));
        assert!(old.unseal("place", &again).is_err());
    }

    #[test]
    fn two_starts_at_once_agree_on_one_ring() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys");
        let codes: Vec<_> = std::thread::scope(|scope| {
            let threads: Vec<_> = (0..8).map(|_| scope.spawn(|| Keys::open(&path).unwrap().mac("a", b"b"))).collect();
            threads.into_iter().map(|thread| thread.join().unwrap()).collect()
        });
        assert!(codes.windows(2).all(|pair| pair[0] == pair[1]));
    }
}
