//! Bytes of an SMTP connection: lines with limits and patience, replies in one write.

use std::{io, time::Duration};

use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

use crate::limits::SMTP_LINE_BYTES;

/// What came instead of or as a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line {
    /// A line without its end.
    Text(Vec<u8>),
    /// A line longer than allowed; it was skipped.
    TooLong,
    /// A line feed without carriage return: refused, because servers that disagree on line ends can be
    /// made to see different mails.
    BareLineFeed,
}

/// A connection with what was read ahead.
pub(super) struct Wire<S> {
    stream: S,
    ahead: Vec<u8>,
    out: Vec<u8>,
}

impl<S: AsyncRead + AsyncWrite + Unpin> Wire<S> {
    pub(super) fn new(stream: S) -> Self {
        Self { stream, ahead: Vec::new(), out: Vec::new() }
    }

    /// The stream, when nothing was read ahead: what a client sends before TLS must not count after it.
    pub(super) fn into_clean_stream(self) -> Option<S> {
        self.ahead.is_empty().then_some(self.stream)
    }

    /// The next line.
    pub(super) async fn line(&mut self, patience: Duration) -> io::Result<Line> {
        let mut skipping = false;
        loop {
            if let Some(end) = self.ahead.iter().position(|&byte| byte == b'\n') {
                let mut line: Vec<u8> = self.ahead.drain(..=end).collect();
                line.pop();
                return Ok(match line.pop() {
                    _ if skipping || line.len() > SMTP_LINE_BYTES => Line::TooLong,
                    Some(b'\r') => Line::Text(line),
                    _ => Line::BareLineFeed,
                });
            }
            if self.ahead.len() > SMTP_LINE_BYTES + 2 {
                skipping = true;
                self.ahead.clear();
            }
            self.fill(patience).await?;
        }
    }

    /// More bytes, at least one.
    pub(super) async fn fill(&mut self, patience: Duration) -> io::Result<()> {
        let mut buffer = [0; 16 * 1024];
        let count = tokio::time::timeout(patience, self.stream.read(&mut buffer))
            .await
            .map_err(|_| io::Error::from(io::ErrorKind::TimedOut))??;
        if count == 0 {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        self.ahead.extend_from_slice(buffer.get(..count).unwrap_or_default());
        Ok(())
    }

    /// Takes what was read ahead.
    pub(super) fn take_ahead(&mut self) -> Vec<u8> {
        std::mem::take(&mut self.ahead)
    }

    /// Puts back what does not belong to the mail.
    pub(super) fn put_back(&mut self, bytes: &[u8]) {
        self.ahead = bytes.to_vec();
    }

    /// Sends a reply; pipelined commands get theirs in one packet.
    pub(super) async fn reply(&mut self, text: &str, patience: Duration) -> io::Result<()> {
        self.out.extend_from_slice(text.as_bytes());
        self.out.extend_from_slice(b"\r\n");
        if self.ahead.contains(&b'\n') && self.out.len() < 16 * 1024 {
            return Ok(());
        }
        self.flush(patience).await
    }

    /// Sends everything that waits.
    pub(super) async fn flush(&mut self, patience: Duration) -> io::Result<()> {
        let out = std::mem::take(&mut self.out);
        let write = async {
            self.stream.write_all(&out).await?;
            self.stream.flush().await
        };
        tokio::time::timeout(patience, write).await.map_err(|_| io::Error::from(io::ErrorKind::TimedOut))?
    }
}
