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

/// What parts the words of names and addresses.
const SEPARATORS: [char; 5] = ['@', '.', ' ', '-', '_'];

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
    let joined: Vec<String> = about.iter().map(|text| text.split(SEPARATORS).collect()).collect();
    let parts = about.iter().flat_map(|text| text.split(SEPARATORS));
    let words: Vec<&str> = parts.chain(joined.iter().map(String::as_str)).chain(["aftercare"]).collect();
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
        assert_eq!(flaw_of("旧信箱里有钥匙"), Some(Flaw::PasswordTooShort));
        assert_eq!(flaw_of(&"kR7#vq2 ".repeat(33)), Some(Flaw::PasswordTooLong));
        assert_eq!(flaw_of(&"Violet harbours keep 9 lanterns; ".repeat(4)), None, "132 characters are allowed");
    }

    #[test]
    fn known_and_personal_passwords_are_refused() {
        for password in
            ["password", "12345678", "qwertyuiop", "iloveyou1", "P@ssw0rd!", "annlee2026", "northwind1", "aftercare1"]
        {
            assert_eq!(flaw_of(password), Some(Flaw::PasswordGuessable), "{password} was accepted");
        }
    }

    #[test]
    fn no_kind_of_character_is_demanded() {
        assert_eq!(flaw_of("correct violet harbour staple"), None);
        assert_eq!(flaw_of("8274019365528104"), None);
        assert_eq!(flaw_of("我家门口的旧信箱里有钥匙"), None);
    }
}
