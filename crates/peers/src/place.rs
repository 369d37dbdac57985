//! Every server gets a folder and a port of its own.

use std::{
    net::{SocketAddr, TcpListener, TcpStream},
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
    time::Duration,
};

use anyhow::{Context, bail};

use crate::guard::Guard;

/// How long a server may take until it answers.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);

/// A port of this machine that nobody listens on now.
///
/// # Errors
/// When the machine gives none.
pub fn free_port() -> std::io::Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// A new folder under the system's temporary one, readable by the server's own user.
///
/// Whoever starts the server hands the folder to a [`Guard`], which removes it.
#[derive(Debug)]
pub struct Place(PathBuf);

impl Place {
    /// Makes the folder; `name` is the start of its name.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn new(name: &str) -> std::io::Result<Self> {
        let folder = tempfile::Builder::new().prefix(&format!("aftercare-{name}-")).tempdir()?.keep();
        std::fs::set_permissions(&folder, std::fs::Permissions::from_mode(0o755))?;
        Ok(Self(folder))
    }

    /// The folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.0
    }

    /// Where the server's own words go: beside the folder, so that they survive a failed start.
    #[must_use]
    pub fn log(&self) -> PathBuf {
        self.0.with_extension("log")
    }

    /// Writes a file into the folder and gives its path.
    pub(crate) fn write(&self, name: &str, text: &str) -> std::io::Result<PathBuf> {
        let path = self.0.join(name);
        std::fs::write(&path, text)?;
        Ok(path)
    }
}

/// Waits until `ready` says so; fails with the server's own words when it ends or takes too long.
pub(crate) fn until_ready(
    name: &str,
    guard: &mut Guard,
    log: &Path,
    mut ready: impl FnMut() -> bool,
) -> anyhow::Result<()> {
    let mut waited = Duration::ZERO;
    while !ready() {
        let words = || std::fs::read_to_string(log).unwrap_or_default();
        if guard.has_ended() {
            bail!("{name} ended at its start: {}", words());
        }
        if waited > PATIENCE {
            bail!("{name} did not answer within {} s: {}", PATIENCE.as_secs(), words());
        }
        pause(PAUSE);
        waited += PAUSE;
    }
    Ok(())
}

/// Whether somebody accepts connections there.
pub(crate) fn answers(address: SocketAddr) -> bool {
    TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok()
}

/// Asks again and again until `attempt` gives something; none after `patience`.
pub(crate) fn poll<T>(
    patience: Duration,
    mut attempt: impl FnMut() -> anyhow::Result<Option<T>>,
) -> anyhow::Result<Option<T>> {
    let mut waited = Duration::ZERO;
    loop {
        if let Some(found) = attempt().context("while waiting for another program")? {
            return Ok(Some(found));
        }
        if waited >= patience {
            return Ok(None);
        }
        pause(PAUSE);
        waited += PAUSE;
    }
}

fn pause(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "a foreign program gives no signal to wait for")]
    std::thread::sleep(time);
}
