//! A mail is cut into its MIME parts with bounded work: counts and depth are limited before anything
//! is decoded, and nothing recurses over what a stranger wrote.
//!
//! The tree walk is ours because a mail of a few megabytes can nest hundreds of thousands of
//! messages; header values are left to `mail-parser`.

use std::ops::Range;

use super::{Problem, headers::Headers, lines, parameters::Content, transfer};
use crate::limits::Limits;

/// One MIME part.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Its header fields.
    pub headers: Headers,
    /// `text`, `multipart`, … in lower case.
    pub kind: String,
    /// `plain`, `mixed`, … in lower case.
    pub subtype: String,
    /// The whole `Content-Type`.
    pub content: Content,
    /// `Content-Disposition`.
    pub disposition: Content,
    /// Where the body lies in the mail.
    pub body: Range<usize>,
    /// The parts inside, by index.
    pub children: Vec<usize>,
}

/// The parts of a mail; the first is the mail itself.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    /// Parents come before their children.
    pub parts: Vec<Part>,
    /// What was wrong or too much.
    pub problems: Vec<Problem>,
}

impl Part {
    /// `kind/subtype`.
    #[must_use]
    pub fn mime(&self) -> String {
        format!("{}/{}", self.kind, self.subtype)
    }

    /// The value of a parameter of `Content-Type`.
    #[must_use]
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.content.get(name)
    }

    /// The bytes of the body, transfer encoding removed.
    #[must_use]
    pub fn bytes<'a>(&self, raw: &'a [u8]) -> std::borrow::Cow<'a, [u8]> {
        let encoding = self.headers.text("Content-Transfer-Encoding").unwrap_or_default();
        transfer::decode(&encoding, raw.get(self.body.clone()).unwrap_or_default())
    }

    /// Marked to be shown apart from the text.
    #[must_use]
    pub fn is_attachment(&self) -> bool {
        self.disposition.value == "attachment"
    }
}

struct Waiting {
    range: Range<usize>,
    depth: usize,
    parent: Option<usize>,
    in_digest: bool,
}

/// Cuts a mail into parts.
#[must_use]
pub fn walk(raw: &[u8], limits: &Limits) -> Structure {
    let mut structure = Structure::default();
    let mut waiting = vec![Waiting { range: 0..raw.len(), depth: 0, parent: None, in_digest: false }];
    while let Some(next) = waiting.pop() {
        if structure.parts.len() >= limits.parts {
            structure.note(Problem::TooManyParts);
            break;
        }
        let part = read_part(raw, &next, limits, &mut structure.problems);
        let index = structure.parts.len();
        if let Some(parent) = next.parent.and_then(|parent| structure.parts.get_mut(parent)) {
            parent.children.push(index);
        }
        if part.kind == "multipart" {
            if next.depth >= limits.nesting {
                structure.note(Problem::TooDeep);
            } else {
                let ranges = children(raw, &part, limits.parts, &mut structure.problems);
                let in_digest = part.subtype == "digest";
                // The stack gives back the last pushed, so the first part is pushed last.
                waiting.extend(ranges.into_iter().rev().map(|range| Waiting {
                    range,
                    depth: next.depth + 1,
                    parent: Some(index),
                    in_digest,
                }));
            }
        }
        structure.parts.push(part);
    }
    structure
}

impl Structure {
    fn note(&mut self, problem: Problem) {
        if !self.problems.contains(&problem) {
            self.problems.push(problem);
        }
    }
}

fn read_part(raw: &[u8], at: &Waiting, limits: &Limits, problems: &mut Vec<Problem>) -> Part {
    let split = Headers::split(raw.get(at.range.clone()).unwrap_or_default(), limits);
    if split.damaged && !problems.contains(&Problem::DamagedHeaders) {
        problems.push(Problem::DamagedHeaders);
    }
    let content = split.headers.content("Content-Type").unwrap_or_default();
    let (kind, subtype) = media_type(&content.value, at.in_digest);
    Part {
        kind,
        subtype,
        disposition: split.headers.content("Content-Disposition").unwrap_or_default(),
        content,
        body: at.range.start + split.body..at.range.end,
        children: Vec::new(),
        headers: split.headers,
    }
}

/// What is no media type is plain text (RFC 2045 §5.2), in a digest a message (RFC 2046 §5.1.5).
fn media_type(value: &str, in_digest: bool) -> (String, String) {
    let (kind, subtype) = match value.split_once('/') {
        Some((kind, subtype)) if !kind.trim().is_empty() => (kind.trim(), subtype.trim()),
        _ if value == "multipart" => ("multipart", "mixed"),
        _ if value.is_empty() && in_digest => ("message", "rfc822"),
        _ => ("text", "plain"),
    };
    let subtype = if subtype.is_empty() && kind == "text" { "plain" } else { subtype };
    (kind.to_owned(), subtype.to_owned())
}

/// The ranges between the boundary lines of a multipart. A boundary that is missing is guessed from
/// the first line that looks like one; an end that is missing is the end of the part.
fn children(raw: &[u8], part: &Part, most: usize, problems: &mut Vec<Problem>) -> Vec<Range<usize>> {
    let body = raw.get(part.body.clone()).unwrap_or_default();
    let declared = part.parameter("boundary").map(|boundary| boundary.trim().as_bytes().to_vec());
    let mut ranges = declared.as_deref().map(|boundary| between(body, boundary, most)).unwrap_or_default();
    if ranges.is_empty() {
        problems.push(Problem::BrokenStructure);
        if let Some(guess) = guess_boundary(body) {
            ranges = between(body, &guess, most);
        }
    }
    let start = part.body.start;
    ranges.into_iter().map(|range| start + range.start..start + range.end).collect()
}

fn between(body: &[u8], boundary: &[u8], most: usize) -> Vec<Range<usize>> {
    let mut ranges = Vec::new();
    let mut open: Option<usize> = None;
    if boundary.is_empty() {
        return ranges;
    }
    for line in lines::lines(body) {
        let Some(last) = is_delimiter(line.content, boundary) else { continue };
        if let Some(start) = open.take() {
            ranges.push(start..before_line_end(body, start, line.start));
        }
        if last || ranges.len() > most {
            return ranges;
        }
        open = Some(line.next);
    }
    if let Some(start) = open {
        ranges.push(start..body.len());
    }
    ranges
}

/// Whether the line is the delimiter, and then whether it is the closing one (RFC 2046 §5.1.1).
fn is_delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    let (rest, last) = match rest.strip_prefix(b"--") {
        Some(rest) => (rest, true),
        None => (rest, false),
    };
    rest.iter().all(u8::is_ascii_whitespace).then_some(last)
}

/// The line end before a delimiter belongs to the delimiter.
fn before_line_end(body: &[u8], start: usize, end: usize) -> usize {
    let part = body.get(start..end).unwrap_or_default();
    let part = part.strip_suffix(b"\n").unwrap_or(part);
    let part = part.strip_suffix(b"\r").unwrap_or(part);
    start + part.len()
}

/// The first line that begins with two dashes and is followed by a field of a part, else the first at all.
fn guess_boundary(body: &[u8]) -> Option<Vec<u8>> {
    let looks = |line: &lines::Line<'_>| {
        let name = line.content.strip_prefix(b"--").unwrap_or_default();
        name.len() >= 6 && !name.iter().any(u8::is_ascii_whitespace) && name.iter().any(|&byte| byte != b'-')
    };
    let begins_part = |line: &lines::Line<'_>| {
        let next = lines::lines(body.get(line.next..).unwrap_or_default()).next();
        next.is_some_and(|next| next.content.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"content-")))
    };
    let candidates = || lines::lines(body).take(200).filter(looks);
    let found = candidates().find(begins_part).or_else(|| candidates().next())?;
    found.content.strip_prefix(b"--").map(<[u8]>::to_vec)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(raw: &[u8]) -> Vec<(String, Vec<u8>)> {
        let structure = walk(raw, &Limits::default());
        structure.parts.iter().map(|part| (part.mime(), part.bytes(raw).into_owned())).collect()
    }

    #[test]
    fn parts_lie_between_their_boundaries() {
        let raw = b"Content-Type: multipart/mixed; boundary=b\r\n\r\npreamble\r\n--b\r\n\r\none\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>\r\n--b--\r\nepilogue";
        let shape = shape(raw);
        assert_eq!(shape[1], ("text/plain".into(), b"one".to_vec()));
        assert_eq!(shape[2], ("text/html".into(), b"<p>".to_vec()));
        assert_eq!(shape.len(), 3);
    }

    #[test]
    fn an_inner_part_that_never_ends_stops_at_the_outer_boundary() {
        let raw = b"Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: multipart/alternative; boundary=out-in\n\n--out-in\n\na\n--out\n\nb\n--out--\n";
        let texts: Vec<_> =
            shape(raw).into_iter().filter(|(mime, _)| mime == "text/plain").map(|(_, body)| body).collect();
        assert_eq!(texts, [b"a".to_vec(), b"b".to_vec()]);
    }

    #[test]
    fn a_missing_boundary_is_guessed() {
        let raw = b"Content-Type: multipart/mixed\n\n--=_guess_me\n\na\n--=_guess_me--\n";
        assert_eq!(shape(raw)[1].1, b"a");
    }

    #[test]
    fn counts_and_depth_are_limited() {
        let mut many = b"Content-Type: multipart/mixed; boundary=b\n\n".to_vec();
        many.extend(b"--b\n\nx\n".repeat(5_000));
        let structure = walk(&many, &Limits::default());
        assert_eq!(structure.parts.len(), 1_000);
        assert!(structure.problems.contains(&Problem::TooManyParts));

        let mut deep = Vec::new();
        for level in 0..2_000 {
            deep.extend(format!("Content-Type: multipart/mixed; boundary=b{level}\n\n--b{level}\n").into_bytes());
        }
        let structure = walk(&deep, &Limits::default());
        assert!(structure.problems.contains(&Problem::TooDeep));
        assert!(structure.parts.len() <= 31);
    }

    #[test]
    fn a_mail_of_nested_messages_does_not_nest() {
        let raw = b"Content-Type: message/rfc822\r\n\r\n".repeat(200_000);
        assert_eq!(walk(&raw, &Limits::default()).parts.len(), 1);
    }
}
