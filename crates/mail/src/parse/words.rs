//! Encoded words (RFC 2047): neighbours of one charset are joined before decoding, because many
//! programs cut inside a character.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{charset, transfer};

/// The longest encoded word looked for; the standard says 75, real ones are longer.
const WORD_BYTES: usize = 4_000;

struct Word<'a> {
    charset: &'a str,
    bytes: Vec<u8>,
    length: usize,
}

/// Rewrites every run of encoded words as one word in UTF-8, so that headers can be parsed with
/// our rules for charsets.
#[must_use]
pub fn unify(header: &str) -> String {
    rewrite(header, |text| format!("=?utf-8?B?{}?=", STANDARD.encode(text)))
}

/// Replaces every run of encoded words by its text.
#[must_use]
pub fn decode(header: &str) -> String {
    rewrite(header, str::to_owned)
}

fn rewrite(header: &str, write: impl Fn(&str) -> String) -> String {
    let mut written = String::with_capacity(header.len());
    let mut rest = header;
    while let Some(at) = rest.find("=?") {
        let (before, from) = rest.split_at(at);
        written.push_str(before);
        match word(from) {
            Some(first) => {
                let (text, length) = run(from, first);
                written.push_str(&write(&text));
                rest = from.get(length..).unwrap_or_default();
            }
            None => {
                written.push_str("=?");
                rest = from.get(2..).unwrap_or_default();
            }
        }
    }
    written.push_str(rest);
    written
}

/// Joins the words that follow `first` with only white space between; gives text and length.
fn run(from: &str, first: Word<'_>) -> (String, usize) {
    let mut text = String::new();
    let (mut charset, mut bytes, mut length) = (first.charset, first.bytes, first.length);
    loop {
        let after = from.get(length..).unwrap_or_default();
        let gap = after.len() - after.trim_start().len();
        let Some(next) = after.get(gap..).and_then(word) else { break };
        if !next.charset.eq_ignore_ascii_case(charset) {
            text.push_str(&charset::decode(&bytes, Some(charset)));
            bytes.clear();
            charset = next.charset;
        }
        bytes.extend_from_slice(&next.bytes);
        length += gap + next.length;
    }
    text.push_str(&charset::decode(&bytes, Some(charset)));
    (text.replace('\n', " "), length)
}

/// The encoded word that `text` starts with.
fn word(text: &str) -> Option<Word<'_>> {
    let inner = text.strip_prefix("=?")?;
    let (charset, rest) = inner.split_once('?')?;
    let (encoding, rest) = rest.split_once('?')?;
    let plausible = (1..=60).contains(&charset.len()) && !charset.contains(char::is_whitespace);
    if !plausible || encoding.len() != 1 {
        return None;
    }
    let end = rest.find("?=").filter(|&end| end <= WORD_BYTES)?;
    let encoded = rest.get(..end)?;
    let bytes = match encoding {
        "B" | "b" => transfer::base64(encoded.as_bytes()),
        "Q" | "q" => transfer::q_word(encoded.as_bytes()),
        _ => return None,
    };
    let length = 2 + charset.len() + 1 + encoding.len() + 1 + end + 2;
    // RFC 2231 §5 lets a language follow the charset after an asterisk.
    let charset = charset.split('*').next().unwrap_or(charset);
    Some(Word { charset, bytes, length })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_between_two_words_is_whole_again() {
        // "数" is E6 95 B0; the cut is after the first byte.
        assert_eq!(decode("=?utf-8?Q?=E6?=\r\n =?utf-8?Q?=95=B0=E6=8D=AE?= x"), "数据 x");
    }

    #[test]
    fn charsets_may_change_between_words() {
        assert_eq!(decode("=?gb2312?B?yv2+3Q==?= =?iso-8859-1?Q?_f=FCr?="), "数据 für");
    }

    #[test]
    fn what_is_no_word_stays() {
        for text in ["=?", "=?utf-8?X?abc?=", "a =? b ?=", "=?utf-8?Q?never closed", "1 =?= 2"] {
            assert_eq!(decode(text), text);
        }
        assert_eq!(decode("=?us-ascii*en?Q?hi?="), "hi");
    }

    #[test]
    fn unifying_keeps_the_text() {
        let unified = unify("=?gb2312?B?yv2+3Q==?= <a@b.example>");
        assert!(unified.ends_with(" <a@b.example>"));
        assert_eq!(decode(&unified), "数据 <a@b.example>");
    }
}
