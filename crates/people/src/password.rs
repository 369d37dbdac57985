//! A password has 8 to 256 characters of any kind and must not be easily guessed; nothing else is asked of it.
//!
//! Follows OWASP ASVS 5.0 V6.2: no composition rules, no forced change, known passwords refused.

use base::Secret;
use zxcvbn::Score;

use crate::{Error, Flaw, Result};

/// Fewer characters are too few, whatever they are.
pub const MIN_CHARACTERS: usize = 8;

/// More characters only cost time.
pub const MAX_CHARACTERS: usize = 256;

/// Checks a new password; `about` holds name, addresses and other words that make it easier to guess.
///
/// # Errors
/// The rule it breaks, on the field `password`.
pub fn check(password: &Secret<String>, about: &[&str]) -> Result<()> {
    let password = password.expose();
    match password.chars().count() {
        ..MIN_CHARACTERS => return Err(Error::invalid("password", Flaw::PasswordTooShort)),
        MIN_CHARACTERS..=MAX_CHARACTERS => {}
        _ => return Err(Error::invalid("password", Flaw::PasswordTooLong)),
    }
    let words: Vec<&str> = about.iter().flat_map(|text| text.split(['@', '.', ' '])).chain(["aftercare"]).collect();
    if zxcvbn::zxcvbn(password, &words).score() < Score::Three {
        return Err(Error::invalid("password", Flaw::PasswordGuessable));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn flaw_of(password: &str) -> Option<Flaw> {
        match check(&Secret::new(password.to_owned()), &["Ann Lee", "ann.lee@northwind.example"]) {
            Ok(()) => None,
            Err(Error::Invalid { flaw, .. }) => Some(flaw),
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn length_is_counted_in_characters() {
        assert_eq!(flaw_of("kR7#vq2"), Some(Flaw::PasswordTooShort));
        assert_eq!(flaw_of("钥匙在门垫下面吗"), None);
        assert_eq!(flaw_of(&"kR7#vq2 ".repeat(33)), Some(Flaw::PasswordTooLong));
        assert_eq!(flaw_of(&"violet harbour 9 ".repeat(8)), None, "128 characters are allowed");
    }

    #[test]
    fn known_and_personal_passwords_are_refused() {
        for password in ["password", "12345678", "qwertyuiop", "iloveyou1", "P@ssw0rd!", "annlee2026", "northwind1", "aftercare1"] {
            assert_eq!(flaw_of(password), Some(Flaw::PasswordGuessable), "{password} was accepted");
        }
    }

    #[test]
    fn no_kind_of_character_is_demanded() {
        assert_eq!(flaw_of("correct violet harbour staple"), None);
        assert_eq!(flaw_of("8274019365528104"), None);
    }
}
