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

/// The lines of `bytes`, ended by LF or CRLF.
pub fn lines(bytes: &[u8]) -> impl Iterator<Item = Line<'_>> {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.iter().position(|&byte| byte == b'\n').map_or(rest.len(), |at| at + 1);
        let line = rest.get(..length)?;
        let content = line.strip_suffix(b"\n").unwrap_or(line);
        let content = content.strip_suffix(b"\r").unwrap_or(content);
        let found = Line { content, start, next: start + length };
        start += length;
        Some(found)
    })
}

/// A mail in which only CR ends lines, as old Macintosh programs write it, gets LF instead.
#[must_use]
pub fn without_lone_cr(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.contains(&b'\n') || !raw.contains(&b'\r') {
        return Cow::Borrowed(raw);
    }
    Cow::Owned(raw.iter().map(|&byte| if byte == b'\r' { b'\n' } else { byte }).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_three_line_ends_are_read() {
        let found: Vec<_> = lines(b"a\r\nb\n\nc").map(|line| line.content).collect();
        assert_eq!(found, [b"a".as_slice(), b"b", b"", b"c"]);
        assert_eq!(&*without_lone_cr(b"a\rb\r\rc"), b"a\nb\n\nc");
        assert!(matches!(without_lone_cr(b"a\r\nb"), Cow::Borrowed(_)));
    }
}
