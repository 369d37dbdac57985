//! The real binary: an installation on disk, commands on it, a server that can be killed.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::SocketAddr,
    path::{Path, PathBuf},
    process::{Child, ChildStdout, ExitStatus, Stdio},
    time::Duration,
};

use base::World;
use peers::{command, free_port};
use store::{OpenOptions, Store};

use crate::http::Http;

/// How long anything that must happen may take, on a machine that is busy with other things.
pub const PATIENCE: Duration = Duration::from_secs(60);

/// An installation in a folder of its own.
pub struct Installation {
    folder: tempfile::TempDir,
    http: SocketAddr,
    smtp: SocketAddr,
    environment: Vec<(&'static str, String)>,
}

/// What a command said.
#[derive(Debug)]
pub struct Ran {
    pub code: i32,
    pub output: String,
    pub error: String,
}

impl Ran {
    /// The output without its last line end, if the command worked.
    pub fn good(self) -> String {
        assert_eq!(self.code, 0, "{self:?}");
        self.output.trim_end().to_owned()
    }
}

impl Installation {
    pub fn new() -> Self {
        let place = || SocketAddr::from(([127, 0, 0, 1], free_port().unwrap()));
        Self { folder: tempfile::tempdir().unwrap(), http: place(), smtp: place(), environment: Vec::new() }
    }

    /// A setting by environment, as `AFTERCARE_RELAY__URL`.
    pub fn set(&mut self, name: &'static str, value: impl Into<String>) {
        self.environment.push((name, value.into()));
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Where the server takes mail.
    pub const fn smtp(&self) -> SocketAddr {
        self.smtp
    }

    /// A file beside the data.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = command(asked("AFTERCARE_BINARY").as_deref().unwrap_or(env!("CARGO_BIN_EXE_aftercare")));
        command.args(arguments).arg("--data").arg(self.data()).stdin(Stdio::null());
        command.envs(self.environment.iter().cloned());
        command
    }

    /// Runs a command to its end.
    pub fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, b"")
    }

    /// Runs a command with bytes on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &[u8]) -> Ran {
        let mut command = self.command(arguments);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        // A command that reads nothing closes its end, which is its right.
        let _ = child.stdin.take().unwrap().write_all(input);
        let done = child.wait_with_output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        Ran { code: done.status.code().unwrap_or(-1), output: text(done.stdout), error: text(done.stderr) }
    }

    /// Starts the server and waits until it says that it is ready.
    pub fn serve(&self) -> Server {
        self.serve_with(&[])
    }

    pub fn serve_with(&self, more: &[&str]) -> Server {
        let log = self.folder.path().join("log");
        let file = std::fs::OpenOptions::new().create(true).append(true).open(&log).unwrap();
        let (http, smtp) = (self.http.to_string(), self.smtp.to_string());
        let mut command = self.command(&["serve", "--http", &http, "--smtp", &smtp]);
        let mut child = command.args(more).stdout(Stdio::piped()).stderr(file).spawn().unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut said = String::new();
        while !said.contains("Aftercare is ready at") {
            let read = output.read_line(&mut said).unwrap();
            assert_ne!(read, 0, "the server ended: {said}\n{}", read_log(&log));
        }
        Server { child, output, said, http: Http::new(self.http), smtp: self.smtp, log }
    }

    /// The database while no server runs.
    pub fn open(&self) -> Store {
        let set = self.environment.iter().find(|(name, _)| *name == "AFTERCARE_DATABASE__URL");
        let file = || format!("sqlite:{}", self.data().join("aftercare.db").display());
        let url = set.map_or_else(file, |(_, url)| url.clone());
        let migrations = aftercare::modules::migrations();
        Store::open(&OpenOptions { url, world: World::system(), readers: 1, migrations }).unwrap()
    }
}

/// A running server; dropping it kills it.
pub struct Server {
    child: Child,
    output: BufReader<ChildStdout>,
    said: String,
    pub http: Http,
    pub smtp: SocketAddr,
    log: PathBuf,
}

impl Server {
    /// `kill -9`: the process ends between two instructions.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// What a service manager sends; the server stops by itself.
    pub fn stop(mut self) -> ExitStatus {
        let sent = command("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
        eventually("the server stops", || self.child.try_wait().unwrap())
    }

    /// Stops it and gives what it still said on standard output.
    pub fn stop_and_rest(&mut self) -> String {
        let sent = command("kill").arg("-TERM").arg(self.child.id().to_string()).status().unwrap();
        assert!(sent.success());
        let mut rest = String::new();
        self.output.read_to_string(&mut rest).unwrap();
        rest
    }

    /// The next line on standard output.
    pub fn line(&mut self) -> String {
        let mut line = String::new();
        self.output.read_line(&mut line).unwrap();
        line.trim_end().to_owned()
    }

    /// Everything read from standard output until it was ready.
    pub fn said(&self) -> &str {
        &self.said
    }

    pub fn log(&self) -> String {
        read_log(&self.log)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            eprintln!("the server's log:\n{}", self.log());
        }
    }
}

fn read_log(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

/// Looks again and again at what gives no signal: another process.
pub fn eventually<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let pause = Duration::from_millis(20);
    let mut waited = Duration::ZERO;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(waited < PATIENCE, "waited too long until {what}");
        rest(pause);
        waited += pause;
    }
}

/// What the one who runs the tests asks for by environment.
pub fn asked(name: &str) -> Option<String> {
    #[expect(clippy::disallowed_methods, reason = "a longer story is asked for by environment")]
    std::env::var(name).ok()
}

/// The time, to measure how long something took.
pub fn now() -> std::time::Instant {
    #[expect(clippy::disallowed_methods, reason = "only real time tells how long another process takes")]
    std::time::Instant::now()
}

/// Lets time pass, where nothing tells that it is over.
pub fn rest(time: Duration) {
    #[expect(clippy::disallowed_methods, reason = "another process gives no signal to wait for")]
    std::thread::sleep(time);
}
