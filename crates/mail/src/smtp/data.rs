//! The text of a mail: only CRLF.CRLF ends it, so that nobody can smuggle a second mail into the first.

/// Where the reader stands between two bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// After CRLF, or at the very start.
    LineStart,
    /// A dot stands at the start of the line.
    Dot,
    /// A dot and CR stand at the start of the line.
    DotCr,
    /// Inside a line.
    Middle,
    /// After a CR.
    Cr,
}

/// Collects a mail; dots doubled for transport are single again (RFC 5321 §4.5.2).
#[derive(Debug)]
pub(super) struct Collector {
    place: Place,
    limit: usize,
    received: usize,
    /// The mail so far; cleared once it is too long.
    pub(super) mail: Vec<u8>,
}

impl Collector {
    /// A collector that starts with `head` and keeps at most `limit` bytes of what comes.
    pub(super) fn new(head: Vec<u8>, limit: usize) -> Self {
        Self { place: Place::LineStart, limit, received: 0, mail: head }
    }

    /// More was sent than is kept.
    pub(super) fn is_too_long(&self) -> bool {
        self.received > self.limit
    }

    /// Bytes sent so far.
    pub(super) fn received(&self) -> usize {
        self.received
    }

    /// Takes bytes; answers how many belong to the mail when its end is among them.
    pub(super) fn push(&mut self, bytes: &[u8]) -> Option<usize> {
        for (at, &byte) in bytes.iter().enumerate() {
            self.place = match (self.place, byte) {
                (Place::LineStart, b'.') => Place::Dot,
                (Place::Dot, b'\r') => Place::DotCr,
                (Place::DotCr, b'\n') => return Some(at + 1),
                (Place::DotCr, _) => {
                    // The dot was doubled for transport; what follows is a lone CR inside the line.
                    self.keep(b'\r');
                    self.keep(byte);
                    if byte == b'\r' { Place::Cr } else { Place::Middle }
                }
                (Place::Cr, b'\n') => {
                    self.keep(byte);
                    Place::LineStart
                }
                (_, b'\r') => {
                    self.keep(byte);
                    Place::Cr
                }
                _ => {
                    self.keep(byte);
                    Place::Middle
                }
            };
        }
        None
    }

    fn keep(&mut self, byte: u8) {
        self.received += 1;
        if self.received <= self.limit {
            self.mail.push(byte);
        } else if !self.mail.is_empty() {
            self.mail = Vec::new();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn collect(sent: &[u8]) -> (Vec<u8>, Option<usize>) {
        let mut collector = Collector::new(Vec::new(), 1_000);
        let end = collector.push(sent);
        (collector.mail, end)
    }

    #[test]
    fn only_crlf_dot_crlf_ends_a_mail() {
        let table: &[(&[u8], &[u8], bool)] = &[
            (b"a\r\n.\r\n", b"a\r\n", true),
            (b".\r\n", b"", true),
            (b"a\n.\nb\r\n.\r\n", b"a\n.\nb\r\n", true),
            (b"a\n.\r\nb\r\n.\r\n", b"a\n.\r\nb\r\n", true),
            (b"a\r.\rb\r\n.\r\n", b"a\r.\rb\r\n", true),
            (b"a\r\n.\nb\r\n.\r\n", b"a\r\n\nb\r\n", true),
            (b"a\r\n..b\r\n.\r\n", b"a\r\n.b\r\n", true),
            (b"a\r\n.\r", b"a\r\n", false),
            (b"a\r\n.\rMAIL FROM:<x@y>\r\n", b"a\r\n\rMAIL FROM:<x@y>\r\n", false),
        ];
        for (sent, mail, ended) in table {
            let (found, end) = collect(sent);
            assert_eq!((found.as_slice(), end.is_some()), (*mail, *ended), "{:?}", String::from_utf8_lossy(sent));
        }
    }

    #[test]
    fn the_end_is_found_however_the_bytes_arrive() {
        let sent = b"one\r\n..two\r\n.\r\nQUIT\r\n";
        for cut in 0..sent.len() {
            let mut collector = Collector::new(Vec::new(), 1_000);
            let end = collector.push(&sent[..cut]).or_else(|| collector.push(&sent[cut..]).map(|end| cut + end));
            assert_eq!(end, Some(14 + 1), "cut at {cut}");
            assert_eq!(collector.mail, b"one\r\n.two\r\n");
        }
    }

    #[test]
    fn past_the_limit_nothing_is_kept_but_the_end_is_found() {
        let mut collector = Collector::new(Vec::new(), 4);
        assert_eq!(collector.push(b"123456\r\n.\r\n"), Some(11));
        assert!(collector.is_too_long() && collector.mail.is_empty());
    }
}
