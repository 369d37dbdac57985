//! The plainest HTTP client there is, and a reader of the stream of events that notes how late each one comes.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    sync::mpsc::{Receiver, channel},
    time::Duration,
};

use base::{Timestamp, World};
use serde_json::Value;

use crate::binary::PATIENCE;

/// A server's HTTP side.
#[derive(Clone, Copy, Debug)]
pub struct Http {
    address: SocketAddr,
}

/// What the server answered.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub head: String,
    pub body: String,
}

impl Response {
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{}\n{}", self.head, self.body);
        self
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }
}

impl Http {
    pub const fn new(address: SocketAddr) -> Self {
        Self { address }
    }

    pub fn get(&self, token: &str, path: &str) -> Response {
        self.send(token, "GET", path, "", b"")
    }

    pub fn post(&self, token: &str, path: &str, body: &Value) -> Response {
        self.send(token, "POST", path, "Content-Type: application/json\r\n", body.to_string().as_bytes())
    }

    pub fn patch(&self, token: &str, path: &str, body: &Value) -> Response {
        self.send(token, "PATCH", path, "Content-Type: application/json\r\n", body.to_string().as_bytes())
    }

    /// Sends a request with header lines of its own; version 1.0 of the protocol ends the body with the connection.
    pub fn send(&self, token: &str, method: &str, path: &str, fields: &str, body: &[u8]) -> Response {
        let mut stream = self.open(token, method, path, fields, body);
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((text.as_str(), ""));
        let status =
            head.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_else(|| panic!("no answer: {head:?}"));
        Response { status, head: head.to_owned(), body: body.to_owned() }
    }

    fn open(&self, token: &str, method: &str, path: &str, fields: &str, body: &[u8]) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).unwrap();
        stream.set_read_timeout(Some(PATIENCE)).unwrap();
        let authorization = if token.is_empty() { String::new() } else { format!("Authorization: Bearer {token}\r\n") };
        let head = format!(
            "{method} {path} HTTP/1.0\r\nHost: {}\r\n{authorization}Content-Length: {}\r\n{fields}\r\n",
            self.address,
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // A refused body is not read to its end.
        let _ = stream.write_all(body);
        stream
    }

    /// Follows all events from now on.
    pub fn follow(&self, token: &str) -> Events {
        let stream = self.open(token, "GET", "/api/v1/events", "Accept: text/event-stream\r\n", b"");
        let mut lines = BufReader::new(stream);
        let mut first = String::new();
        lines.read_line(&mut first).unwrap();
        assert!(first.contains(" 200 "), "the stream does not open: {first}");
        // The head ends before the first event.
        while first != "\r\n" {
            first.clear();
            assert_ne!(lines.read_line(&mut first).unwrap(), 0);
        }
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let world = World::system();
            for line in lines.lines() {
                let Ok(line) = line else { return };
                let now = world.now();
                if let Some(value) = line.strip_prefix("data:").and_then(|data| serde_json::from_str(data.trim()).ok())
                    && sender.send(Seen::of(value, now)).is_err()
                {
                    return;
                }
            }
        });
        Events { receiver, late: Vec::new() }
    }
}

/// An event as it came over the stream.
#[derive(Clone, Debug)]
pub struct Seen {
    pub value: Value,
    /// From the instant in the event, shortly before its commit, to its arrival here.
    pub late: Duration,
}

impl Seen {
    fn of(value: Value, now: Timestamp) -> Self {
        let at = value["at"].as_str().and_then(|at| Timestamp::parse(at).ok());
        Self { late: at.map_or(Duration::ZERO, |at| now.since(at)), value }
    }
}

/// The stream of events.
pub struct Events {
    receiver: Receiver<Seen>,
    late: Vec<(String, Duration)>,
}

impl Events {
    /// The next event of this kind for which the condition holds.
    pub fn wait(&mut self, kind: &str, holds: impl Fn(&Value) -> bool) -> Seen {
        loop {
            let seen = self.receiver.recv_timeout(PATIENCE).unwrap_or_else(|error| panic!("no event {kind}: {error}"));
            if seen.value["kind"] == kind {
                self.late.push((kind.to_owned(), seen.late));
                if holds(&seen.value) {
                    return seen;
                }
            }
        }
    }

    /// How late the awaited events came.
    pub fn late(&self) -> &[(String, Duration)] {
        &self.late
    }
}
