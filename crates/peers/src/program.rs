//! Finds a program, or says which command installs it.

use std::{
    io::{Seek as _, Write as _},
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// A program that is not on this machine.
#[derive(Debug)]
pub struct Missing {
    /// The program looked for.
    pub program: String,
    /// Debian's package that brings it.
    pub package: &'static str,
}

impl std::fmt::Display for Missing {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "{} is missing; install it with: apt-get install --yes --no-install-recommends {}",
            self.program, self.package
        )
    }
}

impl std::error::Error for Missing {}

/// A command that may be started: the one place in the test crates that starts programs.
#[must_use]
pub fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    #[expect(clippy::disallowed_methods, reason = "tests start the real programs they talk to")]
    Command::new(program)
}

/// Runs a command to its end with `input` and gives what it writes; its own words are the error.
pub(crate) fn output(command: &mut Command, input: &[u8]) -> anyhow::Result<Vec<u8>> {
    let mut file = tempfile::tempfile()?;
    file.write_all(input)?;
    file.rewind()?;
    let done = command.stdin(Stdio::from(file)).output()?;
    anyhow::ensure!(done.status.success(), "{command:?} failed: {}", String::from_utf8_lossy(&done.stderr));
    Ok(done.stdout)
}

/// Finds `program` in the given folders, then on the path.
///
/// # Errors
/// [`Missing`] with the package that brings it.
pub fn require(program: &str, package: &'static str, folders: &[PathBuf]) -> Result<PathBuf, Missing> {
    let on_path = variable("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from);
    folders
        .iter()
        .cloned()
        .chain(std::env::split_paths(&on_path))
        .chain(system)
        .map(|folder| folder.join(program))
        .find(|path| path.is_file())
        .ok_or_else(|| Missing { program: program.to_owned(), package })
}

/// An environment variable: the one place in the test crates that reads the environment.
pub(crate) fn variable(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "the test command hands the database's address over by environment")]
    std::env::var(name).ok()
}

/// Whether this process may start servers under other users.
#[must_use]
pub fn is_root() -> bool {
    effective_user() == Some(0)
}

/// The user this process runs as: who owns its own entry in `/proc`.
fn effective_user() -> Option<u32> {
    std::fs::metadata("/proc/self").ok().map(|entry| entry.uid())
}

/// The numeric user and group of a system account, if it exists.
pub(crate) fn account(name: &str) -> Option<(u32, u32)> {
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut numbers = line.split(':').skip(2).map(str::parse::<u32>);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// The name of the user this process runs as.
pub(crate) fn own_name() -> Option<String> {
    let own = effective_user()?.to_string();
    let accounts = std::fs::read_to_string("/etc/passwd").ok()?;
    let line = accounts.lines().find(|line| line.split(':').nth(2) == Some(own.as_str()))?;
    line.split(':').next().map(str::to_owned)
}

/// Hands a folder or file to another user.
pub(crate) fn give_to(path: &Path, (user, group): (u32, u32)) -> std::io::Result<()> {
    std::os::unix::fs::chown(path, Some(user), Some(group))
}
