//! The server under test: the release binary on a folder of its own that outlives restarts.

use std::{
    fs,
    io::Write,
    net::SocketAddr,
    path::{Path, PathBuf},
    process::Stdio,
    time::Duration,
};

use anyhow::{Context, ensure};
use peers::{Guard, Output, free_port};
use tempfile::TempDir;

use super::{
    http::Browser,
    machine::{self, Memory, memory, now, pause, process_of},
};
use crate::cargo::program;

/// Where data lies during a measurement.
pub(super) struct Installation {
    binary: PathBuf,
    folder: TempDir,
    data: PathBuf,
}

/// A running server.
pub(super) struct Server {
    _guard: Guard,
    process: u32,
    /// Where pages are.
    pub(super) http: SocketAddr,
    /// Where mail is taken.
    pub(super) smtp: SocketAddr,
    /// From the start of the process until it said that it is ready.
    pub(super) ready: Duration,
}

impl Installation {
    /// An empty folder; `below` names the disk to measure on, the system's temporary folder otherwise.
    pub(super) fn new(binary: PathBuf, below: Option<&Path>) -> anyhow::Result<Self> {
        let mut builder = tempfile::Builder::new();
        let builder = builder.prefix("aftercare-bench-");
        let folder = match below {
            Some(below) => builder.tempdir_in(below)?,
            None => builder.tempdir()?,
        };
        let data = folder.path().join("data");
        Ok(Self { binary, folder, data })
    }

    /// A data folder that is there before and after.
    pub(super) fn keep(binary: PathBuf, data: &Path) -> anyhow::Result<Self> {
        fs::create_dir_all(data)?;
        let data = data.canonicalize()?;
        Ok(Self { binary, folder: tempfile::tempdir()?, data })
    }

    /// The data folder.
    pub(super) fn data(&self) -> &Path {
        &self.data
    }

    /// Nothing was ever written here.
    pub(super) fn is_empty(&self) -> bool {
        !self.data.join("aftercare.db").exists()
    }

    /// MiB of database, index and files.
    pub(super) fn sizes(&self) -> Sizes {
        let data = &self.data;
        let database = fs::metadata(data.join("aftercare.db")).map_or(0, |found| found.len());
        #[expect(clippy::cast_precision_loss, reason = "shown with one digit")]
        let database_mib = database as f64 / 1_048_576.0;
        Sizes {
            database_mib,
            index_mib: machine::size_mib(&data.join("index")),
            files_mib: machine::size_mib(&data.join("files")),
        }
    }

    /// Starts the server and waits until it is ready.
    pub(super) fn start(&self) -> anyhow::Result<Server> {
        let (http, smtp) = (loopback()?, loopback()?);
        let mut server = program(&self.binary);
        server.args(["serve", "--http", &http.to_string(), "--smtp", &smtp.to_string(), "--data"]).arg(&self.data);
        server.env("AFTERCARE_LOG__LEVEL", "error");
        // The guard removes this folder and the log with the server; the data stays for the next start.
        let run = self.folder.path().join("run");
        fs::create_dir_all(&run)?;
        let log = self.folder.path().join("server.log");
        let begun = now();
        let mut guard = Guard::start(&server, "TERM", &run, Output::File(&log))?;
        while !is_ready(http) {
            ensure!(!guard.has_ended(), "the server ended:\n{}", fs::read_to_string(&log).unwrap_or_default());
            pause(Duration::from_millis(2));
        }
        let ready = now().duration_since(begun);
        let process = process_of(&self.binary, &self.data).context("the server's process cannot be found")?;
        Ok(Server { _guard: guard, process, http, smtp, ready })
    }

    /// Runs a command of the product beside the server and gives what it said.
    pub(super) fn command(&self, arguments: &[&str], input: &str) -> anyhow::Result<String> {
        let mut command = program(&self.binary);
        command.args(arguments).arg("--data").arg(&self.data).env("AFTERCARE_LOG__LEVEL", "error");
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn()?;
        child.stdin.take().context("no standard input")?.write_all(input.as_bytes())?;
        let output = child.wait_with_output()?;
        let said = String::from_utf8_lossy(&output.stdout).into_owned();
        ensure!(output.status.success(), "{arguments:?} failed: {said}{}", String::from_utf8_lossy(&output.stderr));
        Ok(said)
    }
}

/// What the data takes on disk.
#[derive(Clone, Copy, Debug, serde::Serialize)]
pub(super) struct Sizes {
    pub(super) database_mib: f64,
    pub(super) index_mib: f64,
    pub(super) files_mib: f64,
}

impl Server {
    /// The memory of the process.
    pub(super) fn memory(&self) -> Memory {
        memory(self.process)
    }

    /// The memory after some seconds without work.
    pub(super) fn idle_memory(&self) -> Memory {
        pause(Duration::from_secs(5));
        self.memory()
    }

    /// One number of `/metrics`, by its name with labels.
    pub(super) fn metric(&self, name: &str) -> anyhow::Result<f64> {
        let text = Browser::new(self.http).read("/metrics")?;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        Ok(line.map_or(Ok(0.0), str::parse)?)
    }
}

fn loopback() -> anyhow::Result<SocketAddr> {
    Ok(SocketAddr::from(([127, 0, 0, 1], free_port()?)))
}

fn is_ready(http: SocketAddr) -> bool {
    Browser::new(http).get("/readyz").is_ok_and(|answer| answer.status == 200)
}
