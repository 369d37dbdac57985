//! The declared charset if it decodes, else UTF-8 if valid, else detection; never drops a mail.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use mail_parser::decoders::charsets::{DecoderFnc, map::charset_decoder};

use super::switching;

/// Bytes looked at when the charset must be guessed.
const DETECTION_BYTES: usize = 64 * 1024;
/// So many characters beyond ASCII are valid UTF-8 by accident in no real text of another charset.
const SURELY_UTF8: usize = 8;

/// Decodes text by the label its sender declared (WHATWG labels; each stands for its superset, so
/// gb2312 is read as gb18030, ks_c_5601 as cp949) and cleans it: NFC, no NUL, no control characters.
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    base::text::clean(&decode_as_written(bytes, declared))
}

/// Decodes like [`decode`] without cleaning.
#[must_use]
pub fn decode_as_written(bytes: &[u8], declared: Option<&str>) -> String {
    let charset = declared.and_then(named);
    if let Some(text) = charset.and_then(|charset| charset.strictly(bytes)) {
        return text;
    }
    if switching::is_iso_2022(bytes) {
        return switching::iso_2022(bytes);
    }
    if let Ok(text) = std::str::from_utf8(without_mark(bytes)) {
        return text.to_owned();
    }
    if let Some(text) = charset.and_then(|charset| charset.with_few_faults(bytes)) {
        return text;
    }
    detect(bytes).decode(bytes).0.into_owned()
}

/// A charset as a label names it.
#[derive(Clone, Copy)]
enum Charset {
    Ascii,
    Whatwg(&'static Encoding),
    /// UTF-16 whose byte order the text itself must tell.
    Utf16,
    Iso2022,
    Hz,
    /// What browsers do not know: UTF-7, code pages of DOS and others.
    Other(DecoderFnc),
}

/// The charset of a label, also in the spellings of programs that never read the register.
fn named(label: &str) -> Option<Charset> {
    let label = label.trim().trim_start_matches(['"', '\'', '=']);
    let label = label.split(['"', '\'', ';', ',', ' ']).next().unwrap_or_default().to_ascii_lowercase();
    let key: String = label.chars().filter(char::is_ascii_alphanumeric).collect();
    let known = match key.as_str() {
        "ascii" | "usascii" | "ansix341968" | "iso646us" | "iso646" | "7bit" => Charset::Ascii,
        "utf16" | "unicode" | "ucs2" | "iso10646ucs2" | "csunicode" => Charset::Utf16,
        "hzgb2312" | "hz" => Charset::Hz,
        _ if key.starts_with("iso2022") || key.starts_with("csiso2022") || key.starts_with("cp5022") => {
            Charset::Iso2022
        }
        _ if key.contains("utf8") => Charset::Whatwg(UTF_8),
        _ => return by_register(&label).or_else(|| by_key(&key)),
    };
    Some(known)
}

fn by_register(label: &str) -> Option<Charset> {
    let bare = label.strip_prefix("x-").unwrap_or(label);
    [label, bare]
        .into_iter()
        .find_map(|label| Encoding::for_label_no_replacement(label.as_bytes()))
        .map(Charset::Whatwg)
}

/// Labels such as `cp1252`, `win-1251`, `x-windows-950`, `MS936`, `iso_8859_15`, `x-mac-japanese`.
fn by_key(key: &str) -> Option<Charset> {
    let key = key.strip_prefix('x').unwrap_or(key);
    let page = ["windows", "win", "cp", "ms", "ibm", "ansi", "oem", "dos", ""].iter().find_map(|start| {
        key.strip_prefix(start).filter(|rest| !rest.is_empty() && rest.bytes().all(|byte| byte.is_ascii_digit()))
    });
    let label = match page.unwrap_or(key) {
        "936" | "gb231280" | "gb2312" | "gbk" | "euccn" | "macchinesesimp" => "gb18030",
        "949" | "uhc" | "johab" | "ksc5601" | "mackorean" => "euc-kr",
        "950" | "big5eten" | "macchinesetrad" => "big5",
        "932" | "31j" | "sjis" | "sjiswin" | "macjapanese" => "shift_jis",
        "51932" | "eucjpms" | "eucjpwin" => "euc-jp",
        "1252" | "latin1" | "28591" => "windows-1252",
        "866" => "ibm866",
        "65001" => "utf-8",
        "20866" | "koi8" => "koi8-r",
        "10000" | "macroman" => "macintosh",
        "utf7" | "csutf7" | "unicode11utf7" => return charset_decoder(b"utf-7").map(Charset::Other),
        "437" | "850" | "858" => return charset_decoder(b"ibm850").map(Charset::Other),
        other => return by_number(page.is_some(), other),
    };
    Encoding::for_label(label.as_bytes()).map(Charset::Whatwg)
}

fn by_number(is_page: bool, key: &str) -> Option<Charset> {
    let label = match key.strip_prefix("iso8859").or_else(|| key.strip_prefix("8859")) {
        Some(number) => format!("iso-8859-{number}"),
        None if is_page => format!("windows-{key}"),
        None => key.to_owned(),
    };
    let encoding = Encoding::for_label_no_replacement(label.as_bytes()).map(Charset::Whatwg);
    encoding.or_else(|| charset_decoder(label.as_bytes()).map(Charset::Other))
}

impl Charset {
    /// The text, when the bytes really are of this charset.
    fn strictly(self, bytes: &[u8]) -> Option<String> {
        match self {
            Self::Ascii => (bytes.is_ascii() && !switching::is_iso_2022(bytes)).then(|| plain(bytes)),
            Self::Whatwg(encoding) => strictly(bytes, encoding),
            Self::Utf16 => strictly(bytes, byte_order(bytes)),
            Self::Iso2022 => Some(switching::iso_2022(bytes)).filter(|text| !text.contains('\u{fffd}')),
            Self::Hz => Some(switching::hz(bytes)).filter(|text| !text.contains('\u{fffd}')),
            Self::Other(decoder) => Some(decoder(bytes)).filter(|text| !text.contains('\u{fffd}')),
        }
    }

    /// One wrong byte in two hundred characters, such as a text cut in the middle of one, does not
    /// speak against what the sender declared.
    fn with_few_faults(self, bytes: &[u8]) -> Option<String> {
        let text = match self {
            Self::Ascii => return None,
            Self::Whatwg(encoding) => encoding.decode_with_bom_removal(bytes).0.into_owned(),
            Self::Utf16 => byte_order(bytes).decode_with_bom_removal(bytes).0.into_owned(),
            Self::Iso2022 => switching::iso_2022(bytes),
            Self::Hz => switching::hz(bytes),
            Self::Other(decoder) => decoder(bytes),
        };
        let faults = text.chars().filter(|&character| character == '\u{fffd}').count();
        let allowed = (text.chars().count() / 200).max(1);
        (faults <= allowed).then_some(text)
    }
}

/// A single-byte encoding decodes everything, and others much, so bytes that are surely UTF-8 or give undefined
/// characters speak against it.
fn strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    if encoding == UTF_8 {
        return std::str::from_utf8(without_mark(bytes)).ok().map(str::to_owned);
    }
    let (text, faulty) = encoding.decode_with_bom_removal(bytes);
    if faulty {
        return None;
    }
    if bytes.is_ascii() || encoding == UTF_16LE || encoding == UTF_16BE {
        return Some(text.into_owned());
    }
    let enough = if encoding.is_single_byte() { 1 } else { SURELY_UTF8 };
    let undefined = encoding.is_single_byte() && text.chars().any(|c| ('\u{80}'..='\u{9f}').contains(&c));
    let is_utf8 = std::str::from_utf8(bytes).is_ok_and(|text| text.chars().filter(|c| !c.is_ascii()).count() >= enough);
    (!undefined && !is_utf8).then(|| text.into_owned())
}

/// The byte order of UTF-16: by its mark, else by where the zeros of Latin letters stand, else as Windows writes it.
fn byte_order(bytes: &[u8]) -> &'static Encoding {
    if bytes.starts_with(b"\xfe\xff") {
        return UTF_16BE;
    }
    if bytes.starts_with(b"\xff\xfe") {
        return UTF_16LE;
    }
    let head = bytes.get(..DETECTION_BYTES).unwrap_or(bytes);
    let zeros = |first| head.iter().skip(first).step_by(2).filter(|&&byte| byte == 0).count();
    if zeros(0) > zeros(1) { UTF_16BE } else { UTF_16LE }
}

/// What the bytes look like most; a mark of Unicode at their front decides.
fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    let head = bytes.get(..DETECTION_BYTES).unwrap_or(bytes);
    detector.feed(head, head.len() == bytes.len());
    let guess = detector.guess(None, Utf8Detection::Allow);
    if guess == UTF_8 { WINDOWS_1252 } else { guess }
}

fn plain(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_charset_is_read_as_its_superset() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("镕基，数据库连接失败");
        assert_eq!(decode(&bytes, Some("gb2312")), "镕基，数据库连接失败");
        let (bytes, _, _) = encoding_rs::EUC_KR.encode("똠방각하");
        assert_eq!(decode(&bytes, Some("ks_c_5601-1987")), "똠방각하");
        assert_eq!(decode(b"\x1b$B\x46\x7c\x4b\x5c\x1b(B", Some("iso-2022-jp")), "日本");
    }

    #[test]
    fn labels_in_every_spelling_are_known() {
        let table: [(&str, &[u8], &str); 18] = [
            ("cp1252", b"\x80", "€"),
            ("Windows1252", b"\x80", "€"),
            ("WIN-1251", b"\xc1", "Б"),
            ("\"iso_8859_15\"", b"\xa4", "€"),
            ("ISO8859-2", b"\xb1", "ą"),
            ("x-windows-950", b"\xa4\xa4", "中"),
            ("MS936", b"\xd6\xd0", "中"),
            ("x-gbk", b"\xd6\xd0", "中"),
            ("UTF_8", "中".as_bytes(), "中"),
            ("unicode-1-1-utf-8", "中".as_bytes(), "中"),
            ("utf-7", b"Hi +Zi9ybA-!", "Hi 是牬!"),
            ("cp850", b"\x81", "ü"),
            ("ibm437", b"\x81", "ü"),
            ("x-mac-roman", b"\x9f", "ü"),
            ("hz-gb-2312", b"~{VPND~}", "中文"),
            ("iso-2022-kr", b"\x1b$)C\x0eGQ1[\x0f", "한글"),
            ("utf-16", b"\xfe\xff\x4e\x2d", "中"),
            ("koi8-r", b"\xe2", "Б"),
        ];
        for (label, bytes, text) in table {
            assert_eq!(decode(bytes, Some(label)), text, "{label}");
        }
    }

    #[test]
    fn utf_16_tells_its_byte_order_itself() {
        assert_eq!(decode(b"\xff\xfeH\0i\0", Some("utf-16")), "Hi");
        assert_eq!(decode(b"\0H\0i", Some("utf-16")), "Hi");
        assert_eq!(decode(b"H\0i\0", Some("utf-16")), "Hi");
        assert_eq!(decode(b"\0H\0i", Some("utf-16be")), "Hi");
    }

    #[test]
    fn a_wrong_declaration_gives_way_to_utf8_and_then_to_detection() {
        assert_eq!(decode("Grüße".as_bytes(), Some("iso-8859-1")), "Grüße");
        assert_eq!(decode("数据".as_bytes(), Some("us-ascii")), "数据");
        assert_eq!(decode("数据库连接失败了吗？".as_bytes(), Some("gb2312")), "数据库连接失败了吗？");
        let (bytes, _, _) = encoding_rs::GBK.encode("您好，数据库无法连接，请尽快处理，谢谢。");
        for label in [Some("utf-8"), Some("us-ascii"), None] {
            assert!(decode(&bytes, label).contains("数据库"), "{label:?}");
        }
        assert_eq!(decode(b"Gr\xfc\xdfe aus M\xfcnchen", Some("us-ascii")), "Grüße aus München");
        assert_eq!(decode(b"\x1b$B\x46\x7c\x4b\x5c\x1b(B", Some("us-ascii")), "日本");
    }

    #[test]
    fn windows_1252_bytes_that_claim_latin_1_keep_their_quotes() {
        assert_eq!(decode(b"\x93na\xefve\x94 \x80", Some("iso-8859-1")), "“naïve” €");
    }

    #[test]
    fn unknown_labels_and_control_characters_do_no_harm() {
        assert_eq!(decode(b"a\0b\x07", Some("x-nonsense")), "ab");
        assert_eq!(decode(b"", Some("utf-7")), "");
        assert_eq!(decode(b"\xef\xbb\xbfa", Some("iso-8859-1")), "a");
    }

    #[test]
    fn a_text_cut_inside_a_character_keeps_its_charset() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("数据库");
        let cut = &bytes[..bytes.len() - 1];
        assert!(decode(cut, Some("gb18030")).starts_with("数据"));
    }
}
