//! Which characters form words by themselves, and which are written without spaces between words.

/// What a character is to the analyser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Script {
    /// A letter or digit; a run of them is one word.
    Letter,
    /// Han, kana or hangul: words are not set apart, so pairs of characters are indexed.
    Dense,
    /// Everything else stands between words.
    Gap,
}

/// What a folded character is.
pub(crate) fn script(character: char) -> Script {
    if character.is_ascii() {
        return if character.is_ascii_alphanumeric() { Script::Letter } else { Script::Gap };
    }
    if is_dense(character) {
        Script::Dense
    } else if character.is_alphanumeric() || unicode_normalization::char::is_combining_mark(character) {
        Script::Letter
    } else {
        Script::Gap
    }
}

/// Ideographs, of which the dictionary knows words.
pub(crate) const fn is_han(character: char) -> bool {
    matches!(character,
        '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}'
        | '\u{20000}'..='\u{323AF}')
}

const fn is_dense(character: char) -> bool {
    is_han(character)
        || matches!(character,
            '\u{3041}'..='\u{3096}' | '\u{30A1}'..='\u{30FA}' | '\u{30FC}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}'
            | '\u{1100}'..='\u{11FF}' | '\u{AC00}'..='\u{D7AF}')
}
