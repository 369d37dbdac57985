//! Transfer encodings are decoded leniently: what is broken stays readable, nothing is dropped whole.

use std::borrow::Cow;

/// Decodes a body by its `Content-Transfer-Encoding` (RFC 2045 §6).
#[must_use]
pub fn decode<'a>(encoding: &str, body: &'a [u8]) -> Cow<'a, [u8]> {
    let encoding = encoding.trim();
    if encoding.eq_ignore_ascii_case("base64") {
        Cow::Owned(base64(body))
    } else if encoding.eq_ignore_ascii_case("quoted-printable") {
        Cow::Owned(quoted_printable(body))
    } else {
        Cow::Borrowed(body)
    }
}

/// Decodes base64, skipping everything that is not of its alphabet; padding ends a group, so that
/// blocks that were encoded apart and joined decode too.
#[must_use]
pub fn base64(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0_u32, 0_u32);
    for &byte in text {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            b'=' => {
                (bits, held) = (0, 0);
                continue;
            }
            _ => continue,
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
    for line in super::lines::lines(text) {
        let ended = line.next - line.start > line.content.len();
        let content = trim_end(line.content);
        let (content, soft) = match content.strip_suffix(b"=") {
            Some(content) => (content, true),
            None => (content, false),
        };
        quoted(content, false, &mut decoded);
        if ended && !soft {
            decoded.extend_from_slice(b"\r\n");
        }
    }
    decoded
}

/// Decodes the `Q` encoding of RFC 2047, where an underscore is a space.
#[must_use]
pub fn q_word(text: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(text.len());
    quoted(text, true, &mut decoded);
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

fn hex_pair(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| char::from(byte).to_digit(16).and_then(|value| u8::try_from(value).ok());
    Some(digit(high)? << 4 | digit(low)?)
}

fn trim_end(line: &[u8]) -> &[u8] {
    let end = line.iter().rposition(|byte| !matches!(byte, b' ' | b'\t')).map_or(0, |at| at + 1);
    line.get(..end).unwrap_or(line)
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
    fn quoted_printable_keeps_what_is_no_code() {
        assert_eq!(quoted_printable(b"a=3Db=\r\nc  \r\nd=ZZ"), b"a=bc\r\nd=ZZ");
        assert_eq!(quoted_printable(b"end="), b"end");
        assert_eq!(q_word(b"a_b=C3=A4"), "a bä".as_bytes());
    }
}
