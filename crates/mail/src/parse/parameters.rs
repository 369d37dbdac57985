//! `Content-Type` and `Content-Disposition`: a word and parameters, read as programs write them and not only as
//! RFC 2045 and RFC 2231 allow.
//!
//! Values without quotes may hold spaces, quotes may be missing or stand inside, a semicolon may be forgotten, names
//! of files may be encoded words, and the pieces of RFC 2231 may be cut inside a character.

use super::{charset, transfer, words};

/// The most parameters read of one field.
const PARAMETERS: usize = 100;

/// A field of this form.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// What stands before the first semicolon, in lower case.
    pub value: String,
    parameters: Vec<(String, String)>,
}

impl Content {
    /// Reads the text of a field on one line.
    #[must_use]
    pub fn read(field: &str) -> Self {
        let end = field.find(';').unwrap_or(field.len());
        let (value, rest) = field.split_at(end);
        let value = without_comment(value).trim().trim_matches(['"', '\'']).to_ascii_lowercase();
        Self { value, parameters: joined(pieces(rest)) }
    }

    /// The value of a parameter; names are asked in lower case.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }
}

/// A parameter as it stands there.
struct Piece {
    name: String,
    /// The place in a row of RFC 2231.
    number: usize,
    /// It is percent-encoded, its name ended with an asterisk.
    extended: bool,
    value: String,
}

fn pieces(field: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let mut rest = field;
    while found.len() < PARAMETERS {
        rest = rest.trim_start_matches(|c: char| c == ';' || c.is_whitespace());
        let Some(end) = rest.find(['=', ';']) else { break };
        let (name, after) = rest.split_at(end);
        let Some(after) = after.strip_prefix('=') else {
            rest = after;
            continue;
        };
        let name = name.trim().to_ascii_lowercase();
        let (value, after) = value(after.trim_start(), name.starts_with("filename") || name.starts_with("name"));
        rest = after;
        found.push(piece(&name, value));
    }
    found
}

fn piece(name: &str, value: String) -> Piece {
    let (name, extended) = name.strip_suffix('*').map_or((name, false), |name| (name, true));
    let numbered = name.rsplit_once('*').and_then(|(name, number)| Some((name, number.parse().ok()?)));
    let (name, number) = numbered.unwrap_or((name, 0));
    Piece { name: name.to_owned(), number, extended, value }
}

/// The value that `text` starts with, and what follows it.
fn value(text: &str, is_file_name: bool) -> (String, &str) {
    if let Some(text) = text.strip_prefix('"') {
        let end = closing_quote(text);
        let after = text.get(end..).unwrap_or_default();
        return (unescaped(text.get(..end).unwrap_or_default()), after.strip_prefix('"').unwrap_or(after));
    }
    let end = text.find(';').unwrap_or(text.len());
    let whole = text.get(..end).unwrap_or_default();
    // A forgotten semicolon: another name and its equals sign follow.
    let gaps = whole.char_indices().filter(|(_, c)| c.is_whitespace());
    let forgotten = gaps.map(|(at, _)| at).find(|&at| begins_parameter(whole.get(at..).unwrap_or_default()));
    let end = forgotten.unwrap_or(end);
    let plain = text.get(..end).unwrap_or_default();
    let plain = if is_file_name { plain } else { without_comment(plain) };
    (plain.trim().trim_matches('"').to_owned(), text.get(end..).unwrap_or_default())
}

/// The first quote after which the field ends or goes on properly; else the first one, else the end.
fn closing_quote(text: &str) -> usize {
    let mut first = None;
    let mut escaped = false;
    for (at, byte) in text.bytes().enumerate() {
        if byte == b'"' && !escaped {
            let after = text.get(at + 1..).unwrap_or_default().trim_start();
            if after.is_empty() || after.starts_with(';') || begins_parameter(after) {
                return at;
            }
            first.get_or_insert(at);
        }
        escaped = byte == b'\\' && !escaped;
    }
    first.unwrap_or(text.len())
}

fn begins_parameter(text: &str) -> bool {
    let text = text.trim_start();
    let name =
        text.bytes().take(40).take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'*' | b'-' | b'_')).count();
    let after = text.get(name..).unwrap_or_default().trim_start();
    name >= 4 && after.starts_with('=') && !after.starts_with("=?")
}

/// A backslash protects a quote and itself; before anything else it is part of a path of Windows.
fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let protects = character == '\\' && matches!(characters.peek(), Some('"' | '\\'));
        plain.push(if protects { characters.next().unwrap_or(character) } else { character });
    }
    plain
}

/// Comments in parentheses say nothing (RFC 2045 §5.1).
fn without_comment(text: &str) -> &str {
    text.find('(').map_or(text, |at| text.get(..at).unwrap_or(text))
}

/// Puts the pieces of each name together.
fn joined(pieces: Vec<Piece>) -> Vec<(String, String)> {
    let mut joined: Vec<(String, String)> = Vec::new();
    for piece in &pieces {
        if joined.iter().all(|(name, _)| *name != piece.name) {
            let own = pieces.iter().filter(|other| other.name == piece.name).collect();
            joined.push((piece.name.clone(), text(own)));
        }
    }
    joined
}

/// The form of RFC 2231 counts more than a plain one beside it, which repeats the name for old programs.
fn text(mut pieces: Vec<&Piece>) -> String {
    if pieces.iter().all(|piece| !piece.extended && piece.number == 0) {
        return words::decode(pieces.first().map_or("", |piece| piece.value.as_str()));
    }
    pieces.sort_by_key(|piece| (piece.number, !piece.extended));
    pieces.dedup_by_key(|piece| piece.number);
    let (mut bytes, mut label) = (Vec::new(), None);
    for piece in pieces {
        let mut value = piece.value.as_str();
        if piece.extended && piece.number == 0 {
            let mut parts = value.splitn(3, '\'');
            if let (Some(charset), Some(_language), Some(rest)) = (parts.next(), parts.next(), parts.next()) {
                (label, value) = (Some(charset).filter(|charset| !charset.is_empty()), rest);
            }
        }
        if piece.extended { bytes.extend(percent_decoded(value)) } else { bytes.extend_from_slice(value.as_bytes()) }
    }
    words::decode(&charset::decode(&bytes, label))
}

/// Percent signs and two digits become bytes.
#[must_use]
pub fn percent_decoded(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let code = tail.first().zip(tail.get(1)).and_then(|(&high, &low)| transfer::hex_pair(high, low));
        match (byte, code) {
            (b'%', Some(value)) => {
                bytes.push(value);
                rest = tail.get(2..).unwrap_or_default();
            }
            _ => bytes.push(byte),
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_in_every_spelling() {
        let table = [
            ("attachment; filename=\"a b.txt\"", "a b.txt"),
            ("attachment; filename=a.txt", "a.txt"),
            ("attachment; filename=My Report 2026.doc; size=12", "My Report 2026.doc"),
            ("attachment; filename=\"C:\\Users\\ann\\a.txt\"", "C:\\Users\\ann\\a.txt"),
            ("attachment; filename=\"a \\\"b\\\".txt\"", "a \"b\".txt"),
            ("attachment; filename=\"a \"b\" c.txt\"; size=1", "a \"b\" c.txt"),
            ("attachment; filename=\"never closed.txt", "never closed.txt"),
            ("attachment; filename = \"spaces.txt\" ;", "spaces.txt"),
            ("attachment; FILENAME*=UTF-8''%E6%95%B0%E6%8D%AE.txt", "数据.txt"),
            ("attachment; filename=\"fallback.txt\"; filename*=UTF-8''%E6%95%B0.txt", "数.txt"),
            ("attachment; filename*=UTF-8''%E6%95%B0.txt; filename=\"fallback.txt\"", "数.txt"),
            ("attachment; filename*0*=UTF-8''%E6%95; filename*1*=%B0%E6%8D%AE; filename*2=\".txt\"", "数据.txt"),
            ("attachment; filename*1=\"b.txt\"; filename*0=\"a\"", "ab.txt"),
            ("attachment; filename*=gb2312'zh'%CA%FD%BE%DD.doc", "数据.doc"),
            ("attachment; filename*=plain.txt", "plain.txt"),
            ("attachment; filename=\"=?gb2312?B?yv2+3Q==?=.doc\"", "数据.doc"),
            ("attachment; filename==?utf-8?Q?=E6=95=B0.txt?=", "数.txt"),
            ("attachment; filename=\"=?utf-8?B?5pWw?= =?utf-8?B?5o2uLnR4dA==?=\"", "数据.txt"),
        ];
        for (field, name) in table {
            let content = Content::read(field);
            assert_eq!(content.value, "attachment", "{field}");
            assert_eq!(content.get("filename"), Some(name), "{field}");
        }
    }

    #[test]
    fn forgotten_semicolons_and_comments() {
        let content = Content::read("Text/Plain (plain); charset=\"utf-8\" format=flowed; delsp=yes (really)");
        assert_eq!(content.value, "text/plain");
        let values = ["charset", "format", "delsp", "name"].map(|name| content.get(name));
        assert_eq!(values, [Some("utf-8"), Some("flowed"), Some("yes"), None]);
        assert_eq!(Content::read("text/plain; charset=us-ascii name=a.txt").get("name"), Some("a.txt"));
        assert_eq!(Content::read("multipart/mixed; boundary=\"a;b=c\"").get("boundary"), Some("a;b=c"));
        assert_eq!(Content::read("").value, "");
    }
}
