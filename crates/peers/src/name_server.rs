//! A name server on loopback with a fixed zone, for tests of what is looked up in DNS (RFC 1035, over UDP only).

use std::{
    collections::HashMap,
    net::{Ipv4Addr, SocketAddr, UdpSocket},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};

const TXT: u16 = 16;
const A: u16 = 1;
const NAME_ERROR: u8 = 3;
const SERVER_FAILURE: u8 = 2;

/// A running name server; it stops when dropped.
pub struct NameServer {
    address: SocketAddr,
    shared: Arc<Shared>,
}

#[derive(Default)]
struct Shared {
    zone: Mutex<Zone>,
    questions: AtomicUsize,
    stops: AtomicBool,
}

#[derive(Default)]
struct Zone {
    records: HashMap<(String, u16), Vec<Vec<u8>>>,
    failing: Vec<String>,
    ignored: Vec<String>,
    silent: bool,
}

impl NameServer {
    /// Starts one with an empty zone: every name is unknown.
    ///
    /// # Errors
    /// When there is no free port.
    pub fn start() -> anyhow::Result<Self> {
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0))?;
        let (address, shared) = (socket.local_addr()?, Arc::new(Shared::default()));
        let serving = Arc::clone(&shared);
        std::thread::spawn(move || serve(&socket, &serving));
        Ok(Self { address, shared })
    }

    /// Where it listens.
    #[must_use]
    pub const fn address(&self) -> SocketAddr {
        self.address
    }

    /// Adds a text record.
    pub fn txt(&self, name: &str, text: &str) {
        let strings = text.as_bytes().chunks(255);
        let data = strings.flat_map(|part| std::iter::once(part.len().to_le_bytes()[0]).chain(part.iter().copied()));
        self.add(name, TXT, data.collect());
    }

    /// Adds the address of a host.
    pub fn host(&self, name: &str, address: Ipv4Addr) {
        self.add(name, A, address.octets().to_vec());
    }

    /// From now on questions about this name and those below it fail (SERVFAIL).
    pub fn fail(&self, name: &str) {
        self.zone().failing.push(name.to_owned());
    }

    /// From now on questions about this name and those below it are not answered.
    pub fn ignore(&self, name: &str) {
        self.zone().ignored.push(name.to_owned());
    }

    /// From now on nothing is answered at all.
    pub fn be_silent(&self) {
        self.zone().silent = true;
    }

    /// How many questions came.
    #[must_use]
    pub fn questions(&self) -> usize {
        self.shared.questions.load(Ordering::SeqCst)
    }

    fn add(&self, name: &str, kind: u16, data: Vec<u8>) {
        self.zone().records.entry((name.to_ascii_lowercase(), kind)).or_default().push(data);
    }

    fn zone(&self) -> MutexGuard<'_, Zone> {
        self.shared.zone.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for NameServer {
    fn drop(&mut self) {
        self.shared.stops.store(true, Ordering::SeqCst);
        // Wakes the thread, which then sees that it shall stop.
        let _ = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).and_then(|socket| socket.send_to(b"", self.address));
    }
}

fn serve(socket: &UdpSocket, shared: &Shared) {
    let mut buffer = [0; 1_500];
    while let Ok((length, client)) = socket.recv_from(&mut buffer) {
        if shared.stops.load(Ordering::SeqCst) {
            return;
        }
        shared.questions.fetch_add(1, Ordering::SeqCst);
        let zone = shared.zone.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(answer) = answer(&zone, buffer.get(..length).unwrap_or_default()) {
            let _ = socket.send_to(&answer, client);
        }
    }
}

/// The answer to one question; none when the server is silent or the packet is no question.
fn answer(zone: &Zone, packet: &[u8]) -> Option<Vec<u8>> {
    if zone.silent {
        return None;
    }
    let id = packet.get(..2)?;
    let (name, end) = question_name(packet)?;
    let kind = u16::from_be_bytes(packet.get(end..end + 2)?.try_into().ok()?);
    let question = packet.get(12..end + 4)?;
    let is_below = |known: &String| name == *known || name.ends_with(&format!(".{known}"));
    if zone.ignored.iter().any(is_below) {
        return None;
    }
    let fails = zone.failing.iter().any(is_below);
    let records = zone.records.get(&(name.clone(), kind)).map(Vec::as_slice).unwrap_or_default();
    let code = match (fails, zone.records.keys().any(|(known, _)| *known == name)) {
        (true, _) => SERVER_FAILURE,
        (false, false) => NAME_ERROR,
        (false, true) => 0,
    };
    let records = if fails { &[] } else { records };
    let count = u16::try_from(records.len()).ok()?.to_be_bytes();
    let mut reply = id.to_vec();
    // A response to a recursive question, by a server that recurses.
    reply.extend_from_slice(&[0x81, 0x80 | code, 0, 1, count[0], count[1], 0, 0, 0, 0]);
    reply.extend_from_slice(question);
    for data in records {
        // The name by a pointer to the question, the class IN, a minute to live.
        reply.extend_from_slice(&[0xc0, 12]);
        reply.extend_from_slice(&kind.to_be_bytes());
        reply.extend_from_slice(&[0, 1, 0, 0, 0, 60]);
        reply.extend_from_slice(&u16::try_from(data.len()).ok()?.to_be_bytes());
        reply.extend_from_slice(data);
    }
    Some(reply)
}

/// The name asked for, in lower case, and where it ends.
fn question_name(packet: &[u8]) -> Option<(String, usize)> {
    let (mut at, mut labels) = (12, Vec::new());
    loop {
        let length = usize::from(*packet.get(at)?);
        at += 1;
        if length == 0 {
            return Some((labels.join("."), at));
        }
        labels.push(String::from_utf8_lossy(packet.get(at..at + length)?).to_ascii_lowercase());
        at += length;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_answered_from_the_zone() {
        let server = NameServer::start().unwrap();
        server.txt("a.test", "hello");
        let socket = UdpSocket::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let question = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x01A\x04test\x00\x00\x10\x00\x01";
        socket.send_to(question, server.address()).unwrap();
        let mut buffer = [0; 512];
        let (length, _) = socket.recv_from(&mut buffer).unwrap();
        assert!(buffer[..length].ends_with(b"\x00\x06\x05hello") && buffer[3] == 0x80);
        assert_eq!(server.questions(), 1);
    }
}
