//! A browser reduced to what costs the server something: kept connections, cookies, forms.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, bail, ensure};

const PATIENCE: Duration = Duration::from_secs(120);

/// One connection with its cookies.
pub(super) struct Browser {
    server: SocketAddr,
    stream: Option<BufReader<TcpStream>>,
    cookie: String,
}

/// An answer with its whole body.
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: Vec<u8>,
}

impl Answer {
    /// Fails unless the status is the wanted one.
    pub(super) fn expect(self, status: u16, what: &str) -> anyhow::Result<Self> {
        if self.status != status {
            let body: String = String::from_utf8_lossy(&self.body).chars().take(600).collect();
            bail!("{what}: the server answered {} instead of {status}: {body}", self.status);
        }
        Ok(self)
    }

    /// The body as text.
    pub(super) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

impl Browser {
    /// A browser in which nobody is signed in.
    pub(super) const fn new(server: SocketAddr) -> Self {
        Self { server, stream: None, cookie: String::new() }
    }

    /// Signs in over the form, as people do.
    pub(super) fn sign_in(server: SocketAddr, address: &str, password: &str) -> anyhow::Result<Self> {
        let mut browser = Self::new(server);
        let body = format!("address={}&password={}", encode(address), encode(password));
        let answer =
            browser.send("POST", "/sign-in", Some(("application/x-www-form-urlencoded", body.as_bytes())), false)?;
        let answer = answer.expect(303, "signing in")?;
        let cookie = answer.header("set-cookie").context("signing in gave no cookie")?;
        browser.cookie = cookie.split(';').next().unwrap_or_default().to_owned();
        Ok(browser)
    }

    /// Opens a page the way browsers do: compressed.
    pub(super) fn get(&mut self, path: &str) -> anyhow::Result<Answer> {
        self.send("GET", path, None, true)
    }

    /// Opens a page to read it.
    pub(super) fn read(&mut self, path: &str) -> anyhow::Result<String> {
        Ok(self.send("GET", path, None, false)?.expect(200, path)?.text())
    }

    /// Sends a form with files allowed; the token comes first.
    pub(super) fn submit(&mut self, path: &str, fields: &[(&str, &str)]) -> anyhow::Result<Answer> {
        const BOUNDARY: &str = "----aftercare-bench-boundary";
        let mut body = String::new();
        for (name, value) in fields {
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        self.send("POST", path, Some((&kind, body.as_bytes())), true)
    }

    fn send(
        &mut self,
        method: &str,
        path: &str,
        body: Option<(&str, &[u8])>,
        compressed: bool,
    ) -> anyhow::Result<Answer> {
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nAccept: text/html\r\nAccept-Language: en\r\nSec-Fetch-Site: same-origin\r\n",
            self.server
        );
        if compressed {
            request.push_str("Accept-Encoding: gzip\r\n");
        }
        if !self.cookie.is_empty() {
            request.push_str(&format!("Cookie: {}\r\n", self.cookie));
        }
        if let Some((kind, bytes)) = body {
            request.push_str(&format!("Content-Type: {kind}\r\nContent-Length: {}\r\n", bytes.len()));
        }
        request.push_str("\r\n");
        let mut bytes = request.into_bytes();
        bytes.extend_from_slice(body.map_or(&[], |(_, bytes)| bytes));
        self.exchange(&bytes, method == "GET").with_context(|| format!("{method} {path}"))
    }

    /// A server may close a connection that idled; what changes nothing is asked again on a new one (RFC 9112 §9.3.1).
    fn exchange(&mut self, bytes: &[u8], again: bool) -> anyhow::Result<Answer> {
        if let Some(stream) = self.stream.take() {
            match self.exchange_on(stream, bytes) {
                Err(_) if again => {}
                done => return done,
            }
        }
        let fresh = connect(self.server)?;
        self.exchange_on(fresh, bytes)
    }

    fn exchange_on(&mut self, mut stream: BufReader<TcpStream>, bytes: &[u8]) -> anyhow::Result<Answer> {
        stream.get_mut().write_all(bytes)?;
        let answer = receive(&mut stream)?;
        if answer.header("connection") != Some("close") {
            self.stream = Some(stream);
        }
        Ok(answer)
    }
}

fn connect(server: SocketAddr) -> anyhow::Result<BufReader<TcpStream>> {
    let stream = TcpStream::connect(server)?;
    stream.set_nodelay(true)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    Ok(BufReader::new(stream))
}

fn receive(stream: &mut BufReader<TcpStream>) -> anyhow::Result<Answer> {
    let status = line(stream)?;
    let status = status.split(' ').nth(1).and_then(|code| code.parse().ok()).context("no HTTP answer")?;
    let mut answer = Answer { status, headers: Vec::new(), body: Vec::new() };
    loop {
        let line = line(stream)?;
        let Some((name, value)) = line.split_once(':') else { break };
        answer.headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = chunks(stream)?;
    } else if let Some(length) = answer.header("content-length") {
        answer.body = exactly(stream, length.parse()?)?;
    }
    Ok(answer)
}

fn chunks(stream: &mut BufReader<TcpStream>) -> anyhow::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let length = usize::from_str_radix(line(stream)?.trim(), 16)?;
        body.extend(exactly(stream, length)?);
        line(stream)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

fn exactly(stream: &mut BufReader<TcpStream>, length: usize) -> anyhow::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    stream.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(stream: &mut BufReader<TcpStream>) -> anyhow::Result<String> {
    let mut line = String::new();
    ensure!(stream.read_line(&mut line)? > 0, "the server hung up");
    Ok(line.trim_end().to_owned())
}

/// Percent-encodes a value for an address or a form.
pub(super) fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'_' | b'.' => char::from(byte).to_string(),
            byte => format!("%{byte:02X}"),
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_encoded_byte_by_byte() {
        assert_eq!(encode("kind:ticket 打印"), "kind%3Aticket%20%E6%89%93%E5%8D%B0");
    }
}
