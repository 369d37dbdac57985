//! Spellings that people take for the same become the same: width, case, accents, ligatures.

use unicode_normalization::{
    UnicodeNormalization as _,
    char::{canonical_combining_class, decompose_canonical},
};

/// A folded text and where German umlauts stood in it, because these are also written with an e.
pub(crate) struct Folded {
    /// NFKC, lower case, Latin and Greek letters without accents.
    pub(crate) text: String,
    /// Byte places in `text` of an a, o or u that was ä, ö or ü, in order.
    pub(crate) umlauts: Vec<usize>,
}

/// Folds a text.
pub(crate) fn fold(text: &str) -> Folded {
    if text.is_ascii() {
        return Folded { text: text.to_ascii_lowercase(), umlauts: Vec::new() };
    }
    let mut folded = Folded { text: String::with_capacity(text.len()), umlauts: Vec::new() };
    for character in text.nfkc().flat_map(char::to_lowercase) {
        folded.push(character);
    }
    folded
}

impl Folded {
    fn push(&mut self, character: char) {
        match character {
            _ if character.is_ascii() => self.text.push(character),
            '\u{300}'..='\u{36F}' => {}
            '\u{C0}'..='\u{24F}' | '\u{1E00}'..='\u{1EFF}' | '\u{370}'..='\u{3FF}' | '\u{1F00}'..='\u{1FFF}' => {
                if matches!(character, 'ä' | 'ö' | 'ü') {
                    self.umlauts.push(self.text.len());
                }
                decompose_canonical(character, |part| self.letter(part));
            }
            'ё' => self.text.push('е'),
            _ => self.text.push(character),
        }
    }

    /// One part of a decomposed letter: accents go, letters of their own become the usual replacement.
    fn letter(&mut self, part: char) {
        match part {
            'ß' => self.text.push_str("ss"),
            'æ' => self.text.push_str("ae"),
            'œ' => self.text.push_str("oe"),
            'ø' => self.text.push('o'),
            'đ' | 'ð' => self.text.push('d'),
            'ł' => self.text.push('l'),
            'ı' => self.text.push('i'),
            'þ' => self.text.push_str("th"),
            'ς' => self.text.push('σ'),
            _ if canonical_combining_class(part) == 0 => self.text.push(part),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn folded(text: &str) -> String {
        fold(text).text
    }

    #[test]
    fn spellings_meet() {
        assert_eq!(folded("GROẞE Straße"), "grosse strasse");
        assert_eq!(folded("Größe"), "grosse");
        assert_eq!(folded("Zürich Ærø Łódź"), "zurich aero lodz");
        assert_eq!(folded("Ｅｒｒｏｒ　４０４"), "error 404");
        assert_eq!(folded("e\u{301}te\u{301} été"), "ete ete");
        assert_eq!(folded("Ά ΟΔΟΣ"), "α οδοσ");
        assert_eq!(folded("が한ё"), "が한е");
        assert_eq!(folded("ﬁle"), "file");
    }

    #[test]
    fn umlauts_are_remembered() {
        let folded = fold("ein Müller größer");
        let letters: Vec<&str> = folded.umlauts.iter().map(|place| &folded.text[*place..=*place]).collect();
        assert_eq!(letters, ["u", "o"]);
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,60}") {
            let once = folded(&text);
            prop_assert_eq!(folded(&once), once);
        }
    }
}
