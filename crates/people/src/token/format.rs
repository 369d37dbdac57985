//! A token is `sup_api_`, 22 characters of name, 43 of secret and 6 of checksum, all in base 62.
//!
//! The checksum refuses mistyped and made-up tokens without a look at the database, and lets scanners
//! that search code for lost secrets tell ours from other text.

use base::{Secret, World};

const PREFIX: &str = "sup_api_";
const IDENTIFIER: usize = 22;
const SECRET: usize = 43;
const CHECKSUM: usize = 6;
const ALPHABET: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/// The two halves of a token.
pub struct Parts {
    /// Finds the row.
    pub identifier: String,
    /// Is compared by its hash; 43 characters of base 62 are 256 bits.
    pub secret: Secret<String>,
}

/// Makes a new token from the world's randomness.
pub fn generate(world: &World) -> Parts {
    Parts { identifier: random(world, IDENTIFIER), secret: Secret::new(random(world, SECRET)) }
}

/// Writes a token.
pub fn write(parts: &Parts) -> Secret<String> {
    let body = format!("{PREFIX}{}{}", parts.identifier, parts.secret.expose());
    Secret::new(format!("{body}{}", checksum(&body)))
}

/// Reads a token; none when it is not one of ours or mistyped.
pub fn read(token: &str) -> Option<Parts> {
    let length = PREFIX.len() + IDENTIFIER + SECRET;
    let (body, given) = (token.get(..length)?, token.get(length..)?);
    if !keys::same(checksum(body).as_bytes(), given.as_bytes()) {
        return None;
    }
    let halves = body.strip_prefix(PREFIX)?;
    let secret = Secret::new(halves.get(IDENTIFIER..)?.to_owned());
    Some(Parts { identifier: halves.get(..IDENTIFIER)?.to_owned(), secret })
}

fn random(world: &World, length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 64];
    while text.len() < length {
        world.random.fill(&mut bytes);
        // 248 is four times 62: larger bytes are thrown away, so that every digit is equally likely.
        let digits = bytes.iter().filter(|byte| **byte < 248).map(|byte| digit(u64::from(*byte)));
        text.extend(digits.take(length - text.len()));
    }
    text
}

fn checksum(body: &str) -> String {
    let digest = keys::digest(body.as_bytes());
    let mut number = digest.iter().take(8).fold(0_u64, |number, byte| number << 8 | u64::from(*byte));
    let mut text = String::with_capacity(CHECKSUM);
    for _ in 0..CHECKSUM {
        text.push(digit(number));
        number /= 62;
    }
    text
}

fn digit(number: u64) -> char {
    let place = usize::try_from(number % 62).unwrap_or(0);
    ALPHABET.get(place).map_or('0', |byte| char::from(*byte))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_token_reads_back_and_a_mistyped_one_does_not() {
        let parts = generate(&World::system());
        let token = write(&parts).into_inner();
        assert_eq!(token.len(), PREFIX.len() + 71);
        let again = read(&token).unwrap();
        assert_eq!((again.identifier, again.secret), (parts.identifier, parts.secret));
        for place in 0..token.len() {
            let mut bytes = token.clone().into_bytes();
            bytes[place] = if bytes[place] == b'x' { b'y' } else { b'x' };
            assert!(read(&String::from_utf8(bytes).unwrap()).is_none());
        }
    }

    #[test]
    fn digits_are_equally_likely() {
        let text = random(&World::system(), 62 * 1_000);
        for sign in ALPHABET {
            let count = text.bytes().filter(|byte| byte == sign).count();
            assert!((800..1_200).contains(&count), "{} came {count} times", char::from(*sign));
        }
    }

    proptest! {
        #[test]
        fn foreign_text_is_refused(text in "(sup_api_)?.{0,100}") {
            prop_assert!(read(&text).is_none());
        }
    }
}
