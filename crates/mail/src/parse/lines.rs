//! CRLF, LF and lone CR all end a line.

use std::borrow::Cow;

/// One line of a byte text: where it starts, where its content ends, where the next one starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// The line without its end.
    pub content: &'a [u8],
    /// Offset of the first byte.
    pub start: usize,
    /// Offset of the first byte of the next line.
    pub next: usize,
}

/// The lines of `bytes`, ended by LF or CRLF. Gateways that add a CR to each CRLF are known too.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        let line = rest.get(..length)?;
        let mut content = line.strip_suffix(b"\n").unwrap_or(line);
        while let Some(shorter) = content.strip_suffix(b"\r") {
            content = shorter;
        }
        let found = Line { content, start, next: start + length };
        start += length;
        Some(found)
    })
}

/// A mail in whose first bytes only CR ends lines, as old Macintosh programs write it, gets LF instead.
#[must_use]
pub fn without_lone_cr(raw: &[u8], first_bytes: usize) -> Cow<'_, [u8]> {
    let head = raw.get(..first_bytes).unwrap_or(raw);
    if head.contains(&b'\n') || !head.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect())
}

/// Text with LF at the end of every line; bytes with a NUL are no text and stay.
#[must_use]
pub fn with_line_feeds(bytes: &[u8]) -> Cow<'_, [u8]> {
    if !bytes.contains(&b'\r') || bytes.contains(&0) {
        return Cow::Borrowed(bytes);
    }
    let mut text = Vec::with_capacity(bytes.len());
    for line in lines(bytes) {
        text.extend(line.content.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }));
        if line.next - line.start > line.content.len() {
            text.push(b'\n');
        }
    }
    Cow::Owned(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_line_ends_are_read() {
        let found: Vec<_> = lines(b"a\r\nb\n\nc\r\r\nd").map(|line| line.content).collect();
        assert_eq!(found, [b"a".as_slice(), b"b", b"", b"c", b"d"]);
        assert_eq!(&*without_lone_cr(b"a\rb\r\rc", 10), b"a\nb\n\nc");
        assert!(matches!(without_lone_cr(b"a\r\nb", 10), Cow::Borrowed(_)));
        assert_eq!(&*with_line_feeds(b"a\r\nb\rc\n\r"), b"a\nb\nc\n\n");
        assert!(matches!(with_line_feeds(b"\0\r\n"), Cow::Borrowed(_)));
    }
}
