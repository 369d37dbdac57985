//! The plainest SMTP client there is: sends given bytes and tells what was answered, word for word.

use std::{
    io::{BufRead, BufReader, Write},
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use anyhow::{Context, bail};

const PATIENCE: Duration = Duration::from_secs(60);

/// A connection to an SMTP server.
#[derive(Debug)]
pub struct Client {
    reader: BufReader<TcpStream>,
}

/// What a server answered: its code and all its lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The three digits (RFC 5321 §4.2).
    pub code: u16,
    /// The text of every line, without codes.
    pub text: String,
}

impl Client {
    /// Connects, reads the greeting and says EHLO.
    ///
    /// # Errors
    /// When nobody answers as an SMTP server does.
    pub fn connect(server: SocketAddr) -> anyhow::Result<Self> {
        let stream = TcpStream::connect(server).with_context(|| format!("no SMTP server at {server}"))?;
        stream.set_read_timeout(Some(PATIENCE))?;
        stream.set_write_timeout(Some(PATIENCE))?;
        let mut client = Self { reader: BufReader::new(stream) };
        client.reply()?.expect_code(220)?;
        client.say("EHLO client.test")?.expect_code(250)?;
        Ok(client)
    }

    /// Says one line and reads the answer.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn say(&mut self, line: &str) -> anyhow::Result<Reply> {
        self.write(format!("{line}\r\n").as_bytes())?;
        self.reply()
    }

    /// Sends bytes as they are.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn write(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        self.reader.get_mut().write_all(bytes).context("the SMTP server hung up")
    }

    /// Reads one answer.
    ///
    /// # Errors
    /// When the connection breaks or the answer is none.
    pub fn reply(&mut self) -> anyhow::Result<Reply> {
        let mut text = String::new();
        loop {
            let mut line = String::new();
            let length = self.reader.read_line(&mut line).context("the SMTP server does not answer")?;
            let code = line.get(..3).and_then(|digits| digits.parse().ok());
            let (Some(code), false) = (code, length == 0) else { bail!("no SMTP answer: {line:?}") };
            text.push_str(line.get(4..).unwrap_or_default().trim_end());
            if line.as_bytes().get(3) != Some(&b'-') {
                return Ok(Reply { code, text });
            }
            text.push('\n');
        }
    }

    /// Sends one message and gives the answer to the end of its data, or the first refusal before it.
    ///
    /// # Errors
    /// When the connection breaks.
    pub fn send(&mut self, from: &str, recipients: &[&str], raw: &[u8]) -> anyhow::Result<Reply> {
        let mut lines = vec![format!("MAIL FROM:<{from}>")];
        lines.extend(recipients.iter().map(|recipient| format!("RCPT TO:<{recipient}>")));
        lines.push("DATA".to_owned());
        for line in lines {
            let reply = self.say(&line)?;
            if reply.code >= 400 {
                return Ok(reply);
            }
        }
        self.write(&as_data(raw))?;
        self.reply()
    }
}

impl Reply {
    /// Fails unless the code is the wanted one.
    ///
    /// # Errors
    /// With the server's words.
    pub fn expect_code(&self, code: u16) -> anyhow::Result<&Self> {
        if self.code != code {
            bail!("the SMTP server answered {} {} instead of {code}", self.code, self.text);
        }
        Ok(self)
    }
}

/// Connects, sends one message and says goodbye.
///
/// # Errors
/// When nobody answers or the connection breaks; a refusal is a [`Reply`].
pub fn send(server: SocketAddr, from: &str, recipients: &[&str], raw: &[u8]) -> anyhow::Result<Reply> {
    let mut client = Client::connect(server)?;
    let reply = client.send(from, recipients, raw)?;
    let _ = client.say("QUIT");
    Ok(reply)
}

/// Lines end with CR LF, a leading dot is doubled, a lone dot ends (RFC 5321 §4.5.2).
fn as_data(raw: &[u8]) -> Vec<u8> {
    let mut data = Vec::with_capacity(raw.len() + 64);
    for line in raw.split_inclusive(|byte| *byte == b'\n') {
        if line.starts_with(b".") {
            data.push(b'.');
        }
        let body = line.strip_suffix(b"\n").unwrap_or(line);
        data.extend_from_slice(body.strip_suffix(b"\r").unwrap_or(body));
        data.extend_from_slice(b"\r\n");
    }
    data.extend_from_slice(b".\r\n");
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_dotted_and_ended() {
        assert_eq!(as_data(b"a\n.b\r\n..\nend"), b"a\r\n..b\r\n...\r\nend\r\n.\r\n");
        assert_eq!(as_data(b""), b".\r\n");
    }
}
