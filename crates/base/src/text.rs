//! Text is folded for comparing and cleaned before it is stored.

use unicode_normalization::UnicodeNormalization as _;

/// The form in which texts are compared: NFKC, lower case, outer and repeated white space removed.
///
/// Databases fold case differently (`LIKE`, `lower`), so `*_fold` columns hold this.
#[must_use]
pub fn fold(text: &str) -> String {
    let lower: String = text.nfkc().flat_map(char::to_lowercase).collect();
    lower.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Text fit for storing: NFC, without NUL and control characters other than tab and line feed;
/// CR LF and lone CR become line feeds. Nothing else is dropped.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    let mut characters = text.nfc().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\r' => {
                characters.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\t' | '\n' => cleaned.push(character),
            _ if character.is_control() => {}
            _ => cleaned.push(character),
        }
    }
    cleaned
}

/// One line of clean text: line breaks and tabs become spaces, outer space goes.
#[must_use]
pub fn clean_line(text: &str) -> String {
    clean(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first `characters` characters.
#[must_use]
pub fn truncate(text: &str, characters: usize) -> &str {
    match text.char_indices().nth(characters) {
        Some((end, _)) => text.get(..end).unwrap_or(text),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folding_joins_spellings() {
        assert_eq!(fold("  ÄRGER\u{a0}im  Büro "), "ärger im büro");
        assert_eq!(fold("Ａｆｔｅｒ"), "after");
    }

    #[test]
    fn cleaning_keeps_everything_but_controls() {
        assert_eq!(clean("a\0b\u{7}\r\nc\rd\te"), "ab\nc\nd\te");
        assert_eq!(clean_line("Re:\r\n Bcc: x"), "Re: Bcc: x");
    }

    #[test]
    fn truncation_counts_characters() {
        assert_eq!(truncate("数据库连接", 2), "数据");
        assert_eq!(truncate("ab", 5), "ab");
    }
}
