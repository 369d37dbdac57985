//! Encoded words (RFC 2047): neighbours of one charset are joined before decoding, because many
//! programs cut inside a character. Words in the wrong forms that programs write are read too.

use base64::{Engine as _, engine::general_purpose::STANDARD};

use super::{charset, transfer};

/// The longest encoded word looked for; the standard says 75, real ones are longer.
const WORD_BYTES: usize = 16_000;

#[derive(Clone, Copy, PartialEq, Eq)]
enum Encoding {
    Base64,
    Quoted,
}

struct Word<'a> {
    charset: &'a str,
    encoding: Encoding,
    encoded: &'a str,
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

/// Bytes of one charset, collected from neighbouring words.
struct Collected<'a> {
    charset: &'a str,
    /// Base64 that was cut inside a group goes on in the next word.
    base64: String,
    bytes: Vec<u8>,
}

impl<'a> Collected<'a> {
    fn take(&mut self, word: &Word<'a>) {
        match word.encoding {
            Encoding::Base64 => self.base64.push_str(word.encoded),
            Encoding::Quoted => {
                self.end_base64();
                self.bytes.extend(transfer::q_word(word.encoded.as_bytes()));
            }
        }
        // A word that ends with a whole group ends there.
        if word.encoded.ends_with('=') || letters(&self.base64).is_multiple_of(4) {
            self.end_base64();
        }
    }

    fn end_base64(&mut self) {
        self.bytes.extend(transfer::base64(self.base64.as_bytes()));
        self.base64.clear();
    }

    fn text(mut self) -> String {
        self.end_base64();
        // RFC 2231 §5 lets a language follow the charset after an asterisk.
        let charset = self.charset.split('*').next().filter(|charset| !charset.is_empty());
        charset::decode(&self.bytes, charset)
    }
}

fn letters(base64: &str) -> usize {
    base64.bytes().filter(|byte| !byte.is_ascii_whitespace()).count()
}

/// Joins the words that follow `first` with only white space between; gives text and length.
fn run<'a>(from: &'a str, first: Word<'a>) -> (String, usize) {
    let mut text = String::new();
    let mut length = first.length;
    let mut collected = Collected { charset: first.charset, base64: String::new(), bytes: Vec::new() };
    collected.take(&first);
    loop {
        let after = from.get(length..).unwrap_or_default();
        let gap = after.len() - after.trim_start().len();
        let Some(next) = after.get(gap..).and_then(word) else { break };
        if !next.charset.eq_ignore_ascii_case(collected.charset) {
            let other = Collected { charset: next.charset, base64: String::new(), bytes: Vec::new() };
            text.push_str(&std::mem::replace(&mut collected, other).text());
        }
        collected.take(&next);
        length += gap + next.length;
    }
    text.push_str(&collected.text());
    (text.replace('\n', " "), length)
}

/// The encoded word that `text` starts with.
fn word(text: &str) -> Option<Word<'_>> {
    let inner = text.strip_prefix("=?")?;
    let (charset, rest) = inner.split_once('?')?;
    if charset.len() > 60 || charset.contains(|c: char| c.is_whitespace() || c == '=') {
        return None;
    }
    let encoding = match rest.get(..2)? {
        "B?" | "b?" => Encoding::Base64,
        "Q?" | "q?" => Encoding::Quoted,
        _ => return None,
    };
    let rest = rest.get(2..)?;
    let (encoded, ended) = match encoding {
        Encoding::Base64 => base64_end(rest)?,
        Encoding::Quoted => quoted_end(rest)?,
    };
    let length = 2 + charset.len() + 3 + ended;
    Some(Word { charset, encoding, encoded: rest.get(..encoded)?, length })
}

/// Where the encoded text ends, and where the word ends. One that was cut off ends with its last letter.
fn base64_end(rest: &str) -> Option<(usize, usize)> {
    let belongs = |byte: u8| byte.is_ascii_alphanumeric() || b"+/=-_ \t\r\n".contains(&byte);
    let encoded = rest.bytes().take(WORD_BYTES).take_while(|&byte| belongs(byte)).count();
    let after = rest.get(encoded..)?;
    if after.starts_with("?=") {
        return Some((encoded, encoded + 2));
    }
    let line = rest.get(..encoded)?;
    let cut = line.find(|c: char| c.is_whitespace()).unwrap_or(encoded);
    let whole = cut >= 4 && (cut < encoded || after.is_empty() || after == "?");
    whole.then(|| (cut, if after == "?" && cut == encoded { cut + 1 } else { cut }))
}

/// In quoted words a question mark may stand for itself, so the end is the first `?=` that nothing of the
/// word can follow; one that was cut off ends with its last letter and must have held a code.
fn quoted_end(rest: &str) -> Option<(usize, usize)> {
    let head = rest.get(..WORD_BYTES.min(rest.len())).unwrap_or(rest);
    let next = head.match_indices("=?").find(|(at, _)| head.as_bytes().get(at + 2) != Some(&b'='));
    let limit = next.map_or(head.len(), |(at, _)| at + 1);
    let head = head.get(..limit).unwrap_or(head);
    let ends_there = |end: usize| {
        let mut after = head.get(end + 2..).unwrap_or_default().bytes();
        !matches!((after.next(), after.next()), (Some(high), Some(low)) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit())
    };
    let mut ends = head.match_indices("?=").map(|(end, _)| end);
    let first = ends.clone().next();
    if let Some(end) = ends.find(|&end| ends_there(end)).or(first) {
        return Some((end, end + 2));
    }
    let cut = head.find(|c: char| c.is_whitespace()).unwrap_or(head.len());
    let codes = head.get(..cut)?.as_bytes().windows(3);
    let mut codes =
        codes.filter(|code| matches!(code, [b'=', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()));
    codes.next().map(|_| (cut, cut))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_cut_between_two_words_is_whole_again() {
        // "数" is E6 95 B0; the cut is after the first byte.
        assert_eq!(decode("=?utf-8?Q?=E6?=\r\n =?utf-8?Q?=95=B0=E6=8D=AE?= x"), "数据 x");
        assert_eq!(decode("=?utf-8?B?5pWw5o?= =?utf-8?B?2u?="), "数据");
        assert_eq!(decode("=?ISO-2022-JP?B?GyRCRnwbKEI=?=\r\n =?ISO-2022-JP?B?GyRCS1wbKEI=?="), "日本");
    }

    #[test]
    fn charsets_may_change_between_words() {
        assert_eq!(decode("=?gb2312?B?yv2+3Q==?= =?iso-8859-1?Q?_f=FCr?="), "数据 für");
    }

    #[test]
    fn wrong_forms_of_real_programs_are_read() {
        let table = [
            ("=?utf-8?Q?Hello W=C3=B6rld?=", "Hello Wörld"),
            ("=?utf-8?q?Really?_yes=3F?=", "Really? yes?"),
            ("=?utf-8?Q?Warum?=3F?=", "Warum??"),
            ("=?utf-8?Q?Wann??=", "Wann?"),
            ("=?UTF-8?B?5pWw5o2u", "数据"),
            ("=?UTF-8?B?5pWw5o2u?", "数据"),
            ("=?UTF-8?B?5pWw\r\n 5o2u?=", "数据"),
            ("=?utf-8?Q?Gr=C3=BC=C3=9Fe", "Grüße"),
            ("=?utf-8?Q?Gr\u{fc}\u{df}e?=", "Grüße"),
            ("=??B?5pWw5o2u?=", "数据"),
            ("Re:=?utf-8?B?5pWw5o2u?=!", "Re:数据!"),
            ("=?utf-8?B?5pWw5o2u?==?utf-8?B?5pWw?=", "数据数"),
            ("=?utf-8?B??= x", " x"),
            ("=?us-ascii*en?Q?hi?=", "hi"),
        ];
        for (header, text) in table {
            assert_eq!(decode(header), text, "{header}");
        }
    }

    #[test]
    fn what_is_no_word_stays() {
        for text in ["=?", "=?utf-8?X?abc?=", "a =? b ?=", "=?utf-8?Q?never closed", "1 =?= 2", "=?b?B?a b c"] {
            assert_eq!(decode(text), text);
        }
    }

    #[test]
    fn unifying_keeps_the_text() {
        let unified = unify("=?gb2312?B?yv2+3Q==?= <a@b.example>");
        assert!(unified.ends_with(" <a@b.example>"));
        assert_eq!(decode(&unified), "数据 <a@b.example>");
    }
}
