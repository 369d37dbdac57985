//! Authentication codes are bound to a purpose and compared in constant time.

use ring::hmac;

use crate::{Keys, ring_of_keys::Entry, token::same};

/// The fewest characters a written code has: 16 of base32 are 80 bits, too many to guess over a network.
pub const SHORTEST_MAC: usize = 16;

/// The most characters a written code has: 32 bytes in base32.
const LONGEST_MAC: usize = 52;

const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

impl Keys {
    /// The code of `data` for `purpose` under the active key.
    #[must_use]
    pub fn mac(&self, purpose: &str, data: &[u8]) -> [u8; 32] {
        self.entries().first().map_or([0; 32], |entry| code(entry, "bytes", purpose, data))
    }

    /// Whether the code was made for this purpose and data by a key of the ring.
    #[must_use]
    pub fn verify(&self, purpose: &str, data: &[u8], mac: &[u8]) -> bool {
        self.entries().iter().fold(false, |found, entry| same(&code(entry, "bytes", purpose, data), mac) | found)
    }

    /// The code written as `length` lower-case base32 characters, at least 16 and at most 52.
    ///
    /// The length is part of what is authenticated, so that a longer code cannot be cut into a shorter one.
    #[must_use]
    pub fn mac_text(&self, purpose: &str, data: &[u8], length: usize) -> String {
        self.entries().first().map_or_else(String::new, |entry| text(entry, purpose, data, length))
    }

    /// Whether the written code was made for this purpose and data by a key of the ring.
    ///
    /// Case does not matter, since mail systems change it. Codes of fewer than 16 characters never fit.
    #[must_use]
    pub fn verify_text(&self, purpose: &str, data: &[u8], mac: &str) -> bool {
        if !(SHORTEST_MAC..=LONGEST_MAC).contains(&mac.len()) {
            return false;
        }
        let given = mac.to_ascii_lowercase();
        self.entries().iter().fold(false, |found, entry| {
            same(text(entry, purpose, data, mac.len()).as_bytes(), given.as_bytes()) | found
        })
    }
}

fn code(entry: &Entry, form: &str, purpose: &str, data: &[u8]) -> [u8; 32] {
    let mut code = [0; 32];
    let tag = hmac::sign(&entry.mac_key(form, purpose), data);
    for (target, source) in code.iter_mut().zip(tag.as_ref()) {
        *target = *source;
    }
    code
}

fn text(entry: &Entry, purpose: &str, data: &[u8], length: usize) -> String {
    let length = length.clamp(SHORTEST_MAC, LONGEST_MAC);
    let mut text = base32(&code(entry, &format!("text {length}"), purpose, data));
    text.truncate(length);
    text
}

/// RFC 4648 base32 in lower case without padding.
fn base32(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(5) * 8);
    let (mut buffer, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        buffer = (buffer << 8 | u32::from(*byte)) & 0xFFFF;
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            push_digit(&mut text, buffer >> bits);
        }
    }
    if bits > 0 {
        push_digit(&mut text, buffer << (5 - bits));
    }
    text
}

fn push_digit(text: &mut String, value: u32) {
    let place = usize::try_from(value & 31).unwrap_or(0);
    text.extend(ALPHABET.get(place).map(|digit| char::from(*digit)));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::from_bytes([7; 32])
    }

    #[test]
    fn base32_is_that_of_rfc_4648() {
        assert_eq!(base32(b""), "");
        assert_eq!(base32(b"f"), "my");
        assert_eq!(base32(b"foobar"), "mzxw6ytboi");
    }

    #[test]
    fn codes_fit_only_their_purpose_and_data() {
        let code = keys().mac_text("reply", b"SUP-12", 20);
        assert_eq!(code.len(), 20);
        assert!(keys().verify_text("reply", b"SUP-12", &code));
        assert!(keys().verify_text("reply", b"SUP-12", &code.to_uppercase()));
        assert!(!keys().verify_text("reply", b"SUP-13", &code));
        assert!(!keys().verify_text("form", b"SUP-12", &code));
        assert!(!Keys::from_bytes([8; 32]).verify_text("reply", b"SUP-12", &code));
        assert!(keys().verify("reply", b"SUP-12", &keys().mac("reply", b"SUP-12")));
        assert!(!keys().verify("reply", b"SUP-12", b""));
    }

    #[test]
    fn attack_truncated_code() {
        let code = keys().mac_text("reply", b"SUP-12", 32);
        for length in 0..32 {
            assert!(!keys().verify_text("reply", b"SUP-12", &code[..length]), "{length} characters were enough");
        }
        assert_eq!(keys().mac_text("reply", b"SUP-12", 1).len(), SHORTEST_MAC);
    }
}
