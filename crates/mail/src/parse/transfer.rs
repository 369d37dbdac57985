//! Transfer encodings are decoded leniently: what is broken stays readable, nothing is dropped whole.

use std::borrow::Cow;

use super::{lines, uuencode};

/// Decodes a body by its `Content-Transfer-Encoding` (RFC 2045 §6). Lines of what is not binary end with a line feed,
/// whatever the servers on the way made of them.
#[must_use]
pub fn decode<'a>(encoding: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    let name = encoding.trim().trim_start_matches(['"', '\'']);
    let name = name.split(['"', '\'', ';', ' ', '\t', '(', ',']).next().unwrap_or_default().to_ascii_lowercase();
    match name.as_str() {
        "base64" | "base-64" if is_base64(body) || begins_with_code(body) => Cow::Owned(base64_body(body)),
        "quoted-printable" | "quoted-printeable" | "qp" => Cow::Owned(quoted_printable(body)),
        "x-uuencode" | "uuencode" | "x-uue" | "uue" => {
            uuencode::first(body).map_or_else(|| lines::with_line_feeds(body), Cow::Owned)
        }
        "binary" => Cow::Borrowed(body),
        _ => lines::with_line_feeds(body),
    }
}

/// Whether what is declared as base64 can be: few signs in its first lines are foreign to it, and hardly a space.
fn is_base64(body: &[u8]) -> bool {
    let (mut own, mut foreign) = (0_usize, 0_usize);
    for line in lines::lines(body.get(..8_192).unwrap_or(body)) {
        for &byte in line.content.trim_ascii() {
            match byte {
                b' ' => foreign += 3,
                _ if is_own(byte) => own += 1,
                _ => foreign += 1,
            }
        }
    }
    foreign * 4 <= own
}

/// The first line is whole groups of base64, whatever comes after it.
fn begins_with_code(body: &[u8]) -> bool {
    let mut written = lines::lines(body).map(|line| line.content.trim_ascii()).filter(|line| !line.is_empty());
    written.next().is_some_and(|line| line.len() >= 16 && line.len().is_multiple_of(4) && is_code(line))
}

const fn is_own(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'/' | b'=')
}

/// Decodes a body; what programs append behind its end in plain words, as mailing lists do, is kept as it is.
fn base64_body(body: &[u8]) -> Vec<u8> {
    let code = lines::lines(body).take_while(|line| line.content.trim_ascii().is_empty() || is_code(line.content));
    let end = code.filter(|line| is_code(line.content)).last().map_or(0, |line| line.next);
    let (code, rest) = body.split_at_checked(end).unwrap_or((body, &[]));
    if is_base64(rest) {
        return base64(body);
    }
    let mut decoded = base64(code);
    decoded.extend_from_slice(&lines::with_line_feeds(rest));
    decoded
}

/// A line of base64; a ruler of equals signs is none.
fn is_code(line: &[u8]) -> bool {
    let line = line.trim_ascii();
    line.iter().all(|&byte| is_own(byte)) && line.iter().any(|&byte| byte != b'=')
}

const fn sextet(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'+' | b'-' => Some(62),
        b'/' | b'_' => Some(63),
        _ => None,
    }
}

/// Decodes base64, skipping everything that is not of its alphabet; padding ends a group, so that
/// blocks that were encoded apart and joined decode too.
#[must_use]
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in text {
        let Some(value) = sextet(byte) else {
            if byte == b'=' {
                (bits, held) = (0, 0);
            }
            continue;
        };
        bits = (bits << 6) | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            decoded.push(u8::try_from((bits >> held) & 0xff).unwrap_or(0));
        }
    }
    decoded
}

/// Decodes quoted-printable; an equals sign that starts no code stays as it is.
#[must_use]
pub fn quoted_printable(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    for line in lines::lines(text) {
        let ended = line.next - line.start > line.content.len();
        let content = line.content.trim_ascii_end();
        let (content, soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        quoted(content, false, &mut decoded);
        if ended && !soft {
            decoded.push(b'\n');
        }
    }
    decoded
}

/// Decodes the `Q` encoding of RFC 2047, where an underscore is a space; a fold inside a word is nothing.
#[must_use]
pub fn q_word(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    for line in lines::lines(text) {
        let content = if line.start == 0 { line.content } else { line.content.trim_ascii_start() };
        quoted(content, true, &mut decoded);
    }
    decoded
}

fn quoted(text: &[u8], underscore_is_space: bool, decoded: &mut Vec<u8>) {
    let mut rest = text;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            b'=' => match tail.first().zip(tail.get(1)).and_then(|(&high, &low)| hex_pair(high, low)) {
                Some(value) => {
                    decoded.push(value);
                    rest = tail.get(2..).unwrap_or_default();
                }
                None => decoded.push(byte),
            },
            b'_' if underscore_is_space => decoded.push(b' '),
            _ => decoded.push(byte),
        }
    }
}

/// The byte that two hexadecimal digits stand for.
#[must_use]
pub fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_survives_line_breaks_junk_and_joined_blocks() {
        assert_eq!(base64(b"SGVs\r\nbG8=\r\n"), b"Hello");
        assert_eq!(base64(b"SGVs!!bG8=IQ=="), b"Hello!");
        assert_eq!(base64(b"SGVsbG"), b"Hell");
    }

    #[test]
    fn what_only_claims_to_be_base64_stays() {
        assert_eq!(&*decode("base64", b"Hello, this is text.\r\n"), b"Hello, this is text.\n");
        assert_eq!(&*decode("Base64;", b"SGVsbG8="), b"Hello");
        assert_eq!(&*decode("base64", b"SGVs\nbG8=\n\nIQ==\n"), b"Hello!");
        let list = b"SGVsbG8hSGVsbG8h\r\nSGVsbG8=\r\n_______________\r\nlist mailing list, see https://l.example\r\n";
        assert_eq!(
            &*decode("base64", list),
            b"Hello!Hello!Hello_______________\nlist mailing list, see https://l.example\n"
        );
    }

    #[test]
    fn quoted_printable_keeps_what_is_no_code() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc  \r\nd=ZZ"), b"a=bc\nd=ZZ");
        assert_eq!(quoted_printable(b"end="), b"end");
        assert_eq!(quoted_printable(b"soft= \nend\n"), b"softend\n");
        assert_eq!(q_word(b"a_b=C3=A4"), "a bä".as_bytes());
        assert_eq!(q_word(b"a=\r\n b"), b"a=b");
    }

    #[test]
    fn lines_end_alike_unless_they_are_binary() {
        assert_eq!(&*decode("7bit", b"a\r\nb\rc\n"), b"a\nb\nc\n");
        assert_eq!(&*decode("", b"a\r\n"), b"a\n");
        assert_eq!(&*decode("8bit", b"\x89PNG\r\n\0\r"), b"\x89PNG\r\n\0\r");
        assert_eq!(&*decode("binary", b"a\r\n"), b"a\r\n");
    }
}
