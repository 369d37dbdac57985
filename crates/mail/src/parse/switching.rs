//! Charsets that switch between sets of characters by signs in the text: ISO-2022-JP and its relatives, and HZ.
//!
//! The characters are decoded by the WHATWG tables of the EUC encodings, which hold the extensions of NEC and IBM
//! too, so that what Windows calls cp50220 to cp50222 reads the same as the standard.

use encoding_rs::{EUC_JP, EUC_KR, Encoding, GBK, UTF_8};

const ESCAPE: u8 = 0x1b;
const SHIFT_OUT: u8 = 0x0e;
const SHIFT_IN: u8 = 0x0f;

/// A set of characters that 7-bit bytes can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Set {
    Ascii,
    /// Half-width katakana (JIS X 0201).
    Katakana,
    /// JIS X 0208.
    Japanese,
    /// JIS X 0212.
    JapaneseMore,
    /// KS X 1001.
    Korean,
    /// GB 2312.
    Chinese,
}

/// The escape signs, without ESC, that choose a set (ISO 2022, RFC 1468, 1554, 1557 and 1922).
const DESIGNATIONS: [(&[u8], Set); 14] = [
    (b"(B", Set::Ascii),
    (b"(J", Set::Ascii),
    (b"(H", Set::Ascii),
    (b"(I", Set::Katakana),
    (b"$@", Set::Japanese),
    (b"$B", Set::Japanese),
    (b"$(@", Set::Japanese),
    (b"$(B", Set::Japanese),
    (b"$(O", Set::Japanese),
    (b"$(Q", Set::Japanese),
    (b"$(D", Set::JapaneseMore),
    (b"$A", Set::Chinese),
    (b"$(A", Set::Chinese),
    (b"$(C", Set::Korean),
];

/// Whether the bytes hold a sign that chooses a set.
#[must_use]
pub fn is_iso_2022(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|&byte| byte == ESCAPE) {
        rest = rest.get(at + 1..).unwrap_or_default();
        if rest.starts_with(b"$)") || DESIGNATIONS.iter().any(|(sign, _)| rest.starts_with(sign)) {
            return true;
        }
    }
    false
}

/// Decodes ISO-2022-JP, -JP-1, -JP-2, -KR and -CN. What belongs to no set becomes U+FFFD.
#[must_use]
pub fn iso_2022(bytes: &[u8]) -> String {
    let mut writer = Writer::default();
    // Katakana without an announcement is what old Japanese programs shift to.
    let (mut chosen, mut shifted_to, mut shifted) = (Set::Ascii, Set::Katakana, false);
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        match byte {
            ESCAPE => {
                if let Some((sign, set)) = DESIGNATIONS.iter().find(|(sign, _)| tail.starts_with(sign)) {
                    chosen = *set;
                    rest = tail.get(sign.len()..).unwrap_or_default();
                } else if let Some(after) = tail.strip_prefix(b"$)") {
                    shifted_to = if after.first() == Some(&b'C') { Set::Korean } else { Set::Chinese };
                    rest = after.get(1..).unwrap_or_default();
                }
            }
            SHIFT_OUT => shifted = true,
            SHIFT_IN => shifted = false,
            // Every line begins in ASCII, also after one that forgot to return to it.
            b'\n' => {
                (chosen, shifted) = (Set::Ascii, false);
                writer.put(Set::Ascii, &[byte]);
            }
            0xa1..=0xdf => writer.put(Set::Katakana, &[byte]),
            0..=0x20 | 0x7f..=0xff => writer.put(Set::Ascii, &[byte]),
            _ => rest = writer.graphic(if shifted { shifted_to } else { chosen }, byte, tail),
        }
    }
    writer.finish()
}

/// Decodes HZ (RFC 1843): `~{` and `~}` around GB 2312.
#[must_use]
pub fn hz(bytes: &[u8]) -> String {
    let mut writer = Writer::default();
    let mut set = Set::Ascii;
    let mut rest = bytes;
    while let Some((&byte, tail)) = rest.split_first() {
        rest = tail;
        let sign = if byte == b'~' { tail.first() } else { None };
        match (byte, sign) {
            (b'~', Some(b'{')) => set = Set::Chinese,
            (b'~', Some(b'}')) => set = Set::Ascii,
            (b'~', Some(b'~')) => writer.put(Set::Ascii, b"~"),
            (b'~', Some(b'\n')) if set == Set::Ascii => {}
            (b'\n', _) => {
                set = Set::Ascii;
                writer.put(Set::Ascii, b"\n");
                continue;
            }
            (0x21..=0x7e, _) => {
                rest = writer.graphic(set, byte, tail);
                continue;
            }
            _ => {
                writer.put(Set::Ascii, &[byte]);
                continue;
            }
        }
        rest = tail.get(1..).unwrap_or_default();
    }
    writer.finish()
}

struct Writer {
    encoding: &'static Encoding,
    pending: Vec<u8>,
    written: String,
}

impl Default for Writer {
    fn default() -> Self {
        Self { encoding: UTF_8, pending: Vec::new(), written: String::new() }
    }
}

impl Writer {
    /// Writes a character of a set that begins with `first`; gives what follows it.
    fn graphic<'a>(&mut self, set: Set, first: u8, tail: &'a [u8]) -> &'a [u8] {
        if matches!(set, Set::Ascii | Set::Katakana) {
            self.put(set, &[first]);
            return tail;
        }
        match tail.split_first() {
            Some((&second, rest)) if (0x21..=0x7e).contains(&second) => {
                self.put(set, &[first, second]);
                rest
            }
            _ => {
                self.flush();
                self.written.push('\u{fffd}');
                tail
            }
        }
    }

    fn put(&mut self, set: Set, character: &[u8]) {
        let (encoding, before): (_, &[u8]) = match set {
            // ASCII is the same in all of them.
            Set::Ascii => (self.encoding, &[]),
            Set::Katakana => (EUC_JP, &[0x8e]),
            Set::Japanese => (EUC_JP, &[]),
            Set::JapaneseMore => (EUC_JP, &[0x8f]),
            Set::Korean => (EUC_KR, &[]),
            Set::Chinese => (GBK, &[]),
        };
        if encoding != self.encoding {
            self.flush();
            self.encoding = encoding;
        }
        self.pending.extend_from_slice(before);
        let high = if set == Set::Ascii { 0 } else { 0x80 };
        self.pending.extend(character.iter().map(|byte| byte | high));
    }

    fn flush(&mut self) {
        self.written.push_str(&self.encoding.decode_without_bom_handling(&self.pending).0);
        self.pending.clear();
    }

    fn finish(mut self) -> String {
        self.flush();
        self.written
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn japanese_in_all_its_variants() {
        let table: [(&[u8], &str); 7] = [
            (b"\x1b$BF|K\\\x1b(B ok", "日本 ok"),
            (b"\x1b$BF|\x1b(B\x1b$BK\\\x1b(B", "日本"),
            (b"\x1b(I6@6E\x1b(B", "ｶﾀｶﾅ"),
            (b"\x0e6@6E\x0f!", "ｶﾀｶﾅ!"),
            (b"\xb6\xc0\xb6\xc5", "ｶﾀｶﾅ"),
            (b"\x1b$B-!\x1b(J", "①"),
            (b"\x1b$BF|\nnext", "日\nnext"),
        ];
        for (bytes, text) in table {
            assert_eq!(iso_2022(bytes), text, "{bytes:?}");
        }
    }

    #[test]
    fn korean_and_chinese() {
        assert_eq!(iso_2022(b"\x1b$)C\x0eGQ1[\x0f!"), "한글!");
        assert_eq!(iso_2022(b"\x1b$)A\x0eJ}>]\x0f."), "数据.");
        assert_eq!(hz(b"~{J}>]~} ~~ a~\nb"), "数据 ~ ab");
    }

    #[test]
    fn half_a_character_is_marked_and_the_rest_goes_on() {
        assert_eq!(iso_2022(b"\x1b$BF \x1b(Bx"), "\u{fffd} x");
        assert_eq!(hz(b"~{J"), "\u{fffd}");
    }
}
