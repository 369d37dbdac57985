//! A private PostgreSQL on a unix socket: byte order as collation, no fsync, gone at the end.
//!
//! The test command starts one and hands its address over in `AFTERCARE_TEST_POSTGRES`; without it every test process
//! starts its own, once it asks for a database.

use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        OnceLock,
        atomic::{AtomicU64, Ordering},
    },
};

use anyhow::{Context, ensure};

use crate::{
    guard::{Guard, Output},
    place::{Place, until_ready},
    program::{Missing, account, command, give_to, is_root, own_name, require, variable},
};

/// The environment variable with the address of a running server, as [`Server::url`] gives it.
pub const ADDRESS: &str = "AFTERCARE_TEST_POSTGRES";

const PACKAGE: &str = "postgresql";
const SETTINGS: &[&str] = &[
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=400",
    "shared_buffers=128MB",
    "max_wal_size=2GB",
    "autovacuum_naptime=10min",
    "log_min_messages=warning",
    "timezone=UTC",
];

/// A running server; dropping it stops it and removes its files.
#[derive(Debug)]
pub struct Server {
    url: String,
    _guard: Guard,
}

impl Server {
    /// Makes a new cluster and starts it. As root the server runs under the account `postgres`, or else `nobody`.
    ///
    /// # Errors
    /// When PostgreSQL is missing or does not start.
    pub fn start() -> anyhow::Result<Self> {
        let place = Place::new("postgres")?;
        let owner = Owner::find()?;
        owner.take(place.path())?;
        let data = place.path().join("data");
        let made = owner
            .run(&program("initdb")?)
            .arg("--pgdata")
            .arg(&data)
            .args(["--username=aftercare", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"])
            .current_dir(place.path())
            .output()
            .context("initdb did not start")?;
        ensure!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));

        let mut server = owner.run(&program("postgres")?);
        server.arg("-D").arg(&data).arg("-k").arg(place.path()).current_dir(place.path());
        for setting in SETTINGS {
            server.args(["-c", setting]);
        }
        let mut guard = Guard::start(&server, "INT", place.path(), Output::File(&place.log()))?;
        let url = format!("postgres://aftercare@{}/postgres", place.path().display().to_string().replace('/', "%2F"));
        let probe = program("pg_isready")?;
        until_ready("PostgreSQL", &mut guard, &place.log(), || {
            command(&probe).args(["--quiet", "--dbname", &url]).status().is_ok_and(|s| s.success())
        })?;
        Ok(Self { url, _guard: guard })
    }

    /// The address of its maintenance database, such as `postgres://aftercare@%2Ftmp%2Fx/postgres`.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }
}

/// An empty database of its own; dropping it drops the database.
#[derive(Debug)]
pub struct Database {
    server: String,
    name: String,
}

impl Database {
    /// `postgres://…/name`, as the product's `database.url` takes it.
    #[must_use]
    pub fn url(&self) -> String {
        let base = self.server.rsplit_once('/').map_or(self.server.as_str(), |(base, _)| base);
        format!("{base}/{}", self.name)
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let dropped = administer("dropdb", &self.server, &["--force", "--if-exists", &self.name]);
        if let Err(error) = dropped {
            eprintln!("the test database {} stays behind: {error:#}", self.name);
        }
    }
}

/// Makes a new, empty database.
///
/// # Errors
/// When no server is there and none can be started; the error names the command that installs PostgreSQL.
pub fn database() -> anyhow::Result<Database> {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let server = server_url()?;
    let number = NUMBER.fetch_add(1, Ordering::Relaxed);
    let name = format!("test_{}_{number}", std::process::id());
    administer("createdb", &server, &[&name])?;
    Ok(Database { server, name })
}

/// The server that the test command started, or else one of this process.
fn server_url() -> anyhow::Result<String> {
    static OWN: OnceLock<Result<Server, String>> = OnceLock::new();
    if let Some(url) = variable(ADDRESS) {
        return Ok(url);
    }
    match OWN.get_or_init(|| Server::start().map_err(|error| format!("{error:#}"))) {
        Ok(server) => Ok(server.url.clone()),
        Err(error) => Err(anyhow::anyhow!("{error}")),
    }
}

fn administer(name: &str, server: &str, arguments: &[&str]) -> anyhow::Result<()> {
    let done = command(program(name)?)
        .args(["--maintenance-db", server])
        .args(arguments)
        .output()
        .with_context(|| format!("{name} did not start"))?;
    ensure!(done.status.success(), "{name} failed: {}", String::from_utf8_lossy(&done.stderr));
    Ok(())
}

/// One of PostgreSQL's programs, the newest version first.
///
/// # Errors
/// [`Missing`] when it is not installed.
pub fn program(name: &str) -> Result<PathBuf, Missing> {
    require(name, PACKAGE, &folders())
}

/// Where Debian keeps the programs of each version, the newest first.
fn folders() -> Vec<PathBuf> {
    let versions = std::fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut numbers: Vec<u32> =
        versions.filter_map(|entry| entry.file_name().to_str().and_then(|name| name.parse().ok())).collect();
    numbers.sort_unstable_by(|a, b| b.cmp(a));
    numbers.iter().map(|number| Path::new("/usr/lib/postgresql").join(number.to_string()).join("bin")).collect()
}

/// Under whose name the server runs: PostgreSQL refuses to be root.
struct Owner(Option<(u32, u32)>);

impl Owner {
    fn find() -> anyhow::Result<Self> {
        if !is_root() {
            own_name().context("PostgreSQL needs a user with a name in /etc/passwd")?;
            return Ok(Self(None));
        }
        let account = account("postgres").or_else(|| account("nobody"));
        Ok(Self(Some(account.context("neither the account postgres nor nobody exists to run PostgreSQL under")?)))
    }

    fn take(&self, folder: &Path) -> std::io::Result<()> {
        self.0.map_or(Ok(()), |account| give_to(folder, account))
    }

    fn run(&self, program: &Path) -> Command {
        let Some((user, group)) = self.0 else { return command(program) };
        let mut run = command("setpriv");
        run.args([format!("--reuid={user}"), format!("--regid={group}"), "--clear-groups".to_owned(), "--".to_owned()]);
        run.arg(program);
        run
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_database_is_new_and_ordered_by_bytes() {
        let first = database().unwrap();
        let second = database().unwrap();
        assert_ne!(first.url(), second.url());
        let asked = command(program("psql").unwrap())
            .args(["--tuples-only", "--no-align", "--dbname", &first.url()])
            .args(["--command", "SELECT datcollate FROM pg_database WHERE datname = current_database()"])
            .output()
            .unwrap();
        assert_eq!(String::from_utf8_lossy(&asked.stdout).trim(), "C.UTF-8");
    }
}
