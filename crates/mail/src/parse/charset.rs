//! The declared charset if it decodes, else UTF-8 if valid, else detection; never drops a mail.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, WINDOWS_1252};

/// Bytes looked at when the charset must be guessed.
const DETECTION_BYTES: usize = 64 * 1024;

/// Decodes text by the label its sender declared (WHATWG labels; each stands for its superset, so
/// gb2312 is read as gb18030, ks_c_5601 as cp949) and cleans it: NFC, no NUL, no control characters.
#[must_use]
pub fn decode(bytes: &[u8], declared: Option<&str>) -> String {
    base::text::clean(&decode_as_written(bytes, declared))
}

/// Decodes like [`decode`] without cleaning.
#[must_use]
pub fn decode_as_written(bytes: &[u8], declared: Option<&str>) -> String {
    let label = declared.map(|label| label.trim().trim_matches(['"', '\'']));
    let encoding = label.and_then(encoding_of);
    if let Some(text) = encoding.and_then(|encoding| decode_strictly(bytes, encoding)) {
        return text;
    }
    // An escape sign speaks for an encoding that switches, such as ISO-2022-JP.
    if let Some(text) = std::str::from_utf8(strip_mark(bytes)).ok().filter(|text| !text.contains('\u{1b}')) {
        return text.to_owned();
    }
    if let Some(text) = encoding.and_then(|encoding| decode_with_few_faults(bytes, encoding)) {
        return text;
    }
    detect(bytes).decode_without_bom_handling(bytes).0.into_owned()
}

fn encoding_of(label: &str) -> Option<&'static Encoding> {
    let lower = label.to_ascii_lowercase();
    let known = match lower.as_str() {
        "cp936" | "ms936" | "gb2312-80" | "hz-gb-2312" => Encoding::for_label(b"gbk"),
        "cp949" | "ms949" | "uhc" | "ks_c_5601" | "ksc5601" => Encoding::for_label(b"euc-kr"),
        "cp950" | "big-5" => Encoding::for_label(b"big5"),
        "cp932" | "ms932" => Encoding::for_label(b"shift_jis"),
        "iso-2022-jp-ms" | "cp50220" | "iso-2022-jp-1" => Some(ISO_2022_JP),
        "latin-1" => Some(WINDOWS_1252),
        "utf8mb4" | "utf-8n" => Some(UTF_8),
        _ => Encoding::for_label_no_replacement(label.as_bytes()),
    };
    known
        .or_else(|| lower.strip_prefix("cp").and_then(|page| Encoding::for_label(format!("windows-{page}").as_bytes())))
}

/// The text, when the bytes really are of this encoding. A single-byte encoding decodes everything,
/// so bytes that are valid UTF-8 or give undefined characters speak against it.
fn decode_strictly(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    if encoding == UTF_8 {
        return std::str::from_utf8(strip_mark(bytes)).ok().map(str::to_owned);
    }
    let (text, faulty) = encoding.decode_without_bom_handling(bytes);
    if faulty {
        return None;
    }
    if encoding.is_single_byte() && !bytes.is_ascii() {
        let undefined = text.chars().any(|character| ('\u{80}'..='\u{9f}').contains(&character));
        if undefined || std::str::from_utf8(bytes).is_ok() {
            return None;
        }
    }
    Some(text.into_owned())
}

/// One wrong byte in two hundred characters, such as a text cut in the middle of one, does not
/// speak against what the sender declared.
fn decode_with_few_faults(bytes: &[u8], encoding: &'static Encoding) -> Option<String> {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let faults = text.chars().filter(|&character| character == '\u{fffd}').count();
    let allowed = (text.chars().count() / 200).max(1);
    let plausible = !(encoding.is_single_byte() && std::str::from_utf8(bytes).is_ok());
    (faults <= allowed && plausible).then(|| text.into_owned())
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    let head = bytes.get(..DETECTION_BYTES).unwrap_or(bytes);
    detector.feed(head, true);
    detector.guess(None, Utf8Detection::Allow)
}

fn strip_mark(bytes: &[u8]) -> &[u8] {
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
    fn a_wrong_declaration_gives_way_to_utf8_and_then_to_detection() {
        assert_eq!(decode("Grüße".as_bytes(), Some("iso-8859-1")), "Grüße");
        assert_eq!(decode("数据".as_bytes(), Some("us-ascii")), "数据");
        let (bytes, _, _) = encoding_rs::GBK.encode("您好，数据库无法连接，请尽快处理，谢谢。");
        assert!(decode(&bytes, Some("utf-8")).contains("数据库"));
        assert!(decode(&bytes, None).contains("数据库"));
    }

    #[test]
    fn windows_1252_bytes_that_claim_latin_1_keep_their_quotes() {
        assert_eq!(decode(b"\x93na\xefve\x94 \x80", Some("iso-8859-1")), "“naïve” €");
    }

    #[test]
    fn unknown_labels_and_control_characters_do_no_harm() {
        assert_eq!(decode(b"a\0b\x07", Some("x-nonsense")), "ab");
        assert_eq!(decode(b"", Some("utf-7")), "");
    }

    #[test]
    fn a_text_cut_inside_a_character_keeps_its_charset() {
        let (bytes, _, _) = encoding_rs::GB18030.encode("数据库");
        let cut = &bytes[..bytes.len() - 1];
        assert!(decode(cut, Some("gb18030")).starts_with("数据"));
    }
}
