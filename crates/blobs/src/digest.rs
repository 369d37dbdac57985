//! A digest is the SHA-256 of a file's bytes, written as 64 lower-case hexadecimal digits.

use std::{fmt, str::FromStr};

use ring::digest::{SHA256, digest};

use crate::Error;

/// The name of a file: the SHA-256 of its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest(String);

impl Digest {
    /// The digest of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(hex::encode(digest(&SHA256, bytes)))
    }

    /// Reads a digest.
    ///
    /// # Errors
    /// [`Error::NotADigest`] when the text is none; such a text never reaches a path.
    pub fn parse(text: &str) -> Result<Self, Error> {
        let is_hex = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 64 && text.bytes().all(is_hex) { Ok(Self(text.to_owned())) } else { Err(Error::NotADigest) }
    }

    /// The 64 digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folder above the file. There are 256 of them: few enough that a new file seldom has to wait for a new
    /// folder, enough for millions of files.
    pub(crate) fn prefix(&self) -> &str {
        self.0.get(..2).unwrap_or("00")
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl FromStr for Digest {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::parse(text)
    }
}

impl From<Digest> for String {
    fn from(digest: Digest) -> Self {
        digest.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_the_sha_256_that_everybody_knows() {
        // FIPS 180-2, appendix B.1.
        let known = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").as_str(), known);
        assert_eq!(Digest::parse(known).unwrap(), Digest::of(b"abc"));
    }

    #[test]
    fn nothing_but_a_digest_becomes_a_path() {
        for text in ["", "../../etc/passwd", &"A".repeat(64), &"0".repeat(63), &"0".repeat(65), &"é".repeat(32)] {
            assert!(matches!(Digest::parse(text), Err(Error::NotADigest)), "{text}");
        }
    }
}
