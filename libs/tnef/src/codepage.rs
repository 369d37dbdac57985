//! Code pages of Windows by their numbers, as encodings.

use encoding_rs::{
    BIG5, EUC_JP, EUC_KR, Encoding, GB18030, ISO_2022_JP, KOI8_R, KOI8_U, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16LE,
    WINDOWS_1252, X_MAC_CYRILLIC,
};

/// The encoding of a code page; each is read as its superset.
pub(crate) fn encoding(page: u32) -> Option<&'static Encoding> {
    Some(match page {
        932 => SHIFT_JIS,
        936 | 20_936 | 52_936 | 54_936 => GB18030,
        949 | 1_361 | 51_949 => EUC_KR,
        950 | 951 => BIG5,
        1_200 => UTF_16LE,
        10_000 => MACINTOSH,
        10_007 => X_MAC_CYRILLIC,
        20_127 | 28_591 => WINDOWS_1252,
        20_866 => KOI8_R,
        21_866 => KOI8_U,
        50_220..=50_222 => ISO_2022_JP,
        20_932 | 51_932 => EUC_JP,
        65_001 => UTF_8,
        874 | 1_250..=1_258 => Encoding::for_label(format!("windows-{page}").as_bytes())?,
        28_592..=28_606 => Encoding::for_label(format!("iso-8859-{}", page - 28_590).as_bytes())?,
        866 => Encoding::for_label(b"ibm866")?,
        _ => return None,
    })
}

/// The code page of a character set of a Windows font (MS-OXRTFEX refers to RTF 1.9.1, `\fcharset`).
pub(crate) const fn of_font(character_set: i32) -> Option<u32> {
    Some(match character_set {
        0 => 1_252,
        77 => 10_000,
        128 => 932,
        129 | 130 => 949,
        134 => 936,
        136 => 950,
        161 => 1_253,
        162 => 1_254,
        163 => 1_258,
        177 => 1_255,
        178 => 1_256,
        186 => 1_257,
        204 => 1_251,
        222 => 874,
        238 => 1_250,
        _ => return None,
    })
}

/// Decodes by a code page; where it is unknown or wrong, as UTF-8 if that fits, else as windows-1252.
pub(crate) fn decode(bytes: &[u8], page: Option<u32>) -> String {
    let named = page.and_then(encoding).and_then(|encoding| {
        let (text, faulty) = encoding.decode_without_bom_handling(bytes);
        (!faulty).then_some(text)
    });
    match (named, std::str::from_utf8(bytes)) {
        (Some(text), _) => text.into_owned(),
        (None, Ok(text)) => text.to_owned(),
        (None, Err(_)) => {
            let encoding = page.and_then(encoding).filter(|encoding| *encoding != UTF_8).unwrap_or(WINDOWS_1252);
            encoding.decode_without_bom_handling(bytes).0.into_owned()
        }
    }
}

/// Decodes UTF-16 as Windows writes it, without a zero at the end.
pub(crate) fn utf16(bytes: &[u8]) -> String {
    let text = UTF_16LE.decode_without_bom_handling(bytes).0;
    text.trim_end_matches('\0').to_owned()
}
