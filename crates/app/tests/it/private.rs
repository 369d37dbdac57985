//! What lies in the data folder is its owner's alone, and a stopped installation is one database file.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use crate::binary::Installation;

fn mode(path: &Path) -> u32 {
    fs::symlink_metadata(path).unwrap().permissions().mode() & 0o777
}

/// Everything in the folder that others could use.
fn open_to_others(folder: &Path) -> Vec<String> {
    let mut open = Vec::new();
    for entry in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
        if mode(&entry) & 0o077 != 0 {
            open.push(format!("{} {:o}", entry.display(), mode(&entry)));
        }
        if entry.is_dir() {
            open.extend(open_to_others(&entry));
        }
    }
    open
}

#[test]
fn only_the_owner_can_read_what_a_server_writes() {
    let installation = Installation::new();
    let data = installation.data();
    fs::create_dir(&data).unwrap();
    fs::set_permissions(&data, Permissions::from_mode(0o775)).unwrap();
    let server = installation.serve();
    assert_eq!(mode(&data), 0o700, "a folder that was open is tightened");
    assert_eq!(open_to_others(&data), [""; 0]);
    assert_eq!(mode(&data.join("control.sock")), 0o600);
    assert!(installation.run(&["doctor"]).good().contains("ok    rights"));
    fs::set_permissions(&data, Permissions::from_mode(0o755)).unwrap();
    let doctor = installation.run(&["doctor"]);
    assert!(
        doctor.code == 1 && doctor.output.contains("FAIL  rights") && doctor.output.contains("chmod"),
        "{doctor:?}"
    );
    assert!(server.stop().success());
}

#[test]
fn a_stopped_installation_is_one_database_file() {
    let installation = Installation::new();
    let log = installation.data().join("aftercare.db-wal");
    let left = || fs::metadata(&log).map_or(0, |found| found.len());
    installation.run(&["mailbox", "add", "help@provider.test", "--queue", "Support"]).good();
    assert_eq!(left(), 0, "after a command");
    assert!(installation.serve().stop().success());
    assert_eq!(left(), 0, "after the server");
    assert!(installation.run(&["doctor"]).good().contains("ok    mailboxes: 1"));
}
