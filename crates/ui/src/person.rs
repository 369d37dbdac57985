//! How a person without a picture is drawn: initials on one of eight tints, the same everywhere.

/// The number of tints the style sheet knows (`avatar-0` … `avatar-7`).
const TINTS: u32 = 8;

/// Up to two letters for a name: `KD` for Kim Doe, `小明` for 王小明, `K` for kim@example.com.
pub(crate) fn initials(name: &str) -> String {
    let name = name.split('@').next().unwrap_or(name).trim();
    if name.chars().all(is_han) {
        let given: Vec<char> = name.chars().rev().take(2).collect();
        return given.into_iter().rev().collect();
    }
    let mut words = name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let letters = words.next().into_iter().chain(words.next_back()).filter_map(|word| word.chars().next());
    letters.flat_map(char::to_uppercase).take(2).collect()
}

/// The tint of a name: spread evenly and never changing (FNV-1a).
pub(crate) fn tint(name: &str) -> u32 {
    let mix = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    name.bytes().fold(0x811c_9dc5, mix) % TINTS
}

fn is_han(letter: char) -> bool {
    matches!(letter, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_fit_two_letters() {
        for (name, expected) in [
            ("Kim Doe", "KD"),
            ("Ana Maria de Souza", "AS"),
            ("王小明", "小明"),
            ("李 Wei", "李W"),
            ("kim@example.com", "K"),
            ("", ""),
            ("…", ""),
        ] {
            assert_eq!(initials(name), expected, "{name}");
        }
    }

    #[test]
    fn a_tint_never_changes() {
        assert_eq!(tint("Kim Doe"), tint("Kim Doe"));
        assert!((0..100).map(|number| tint(&format!("Person {number}"))).all(|tint| tint < TINTS));
    }
}
