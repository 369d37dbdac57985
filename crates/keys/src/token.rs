//! Random tokens are kept only as their SHA-256; a random 256-bit token needs no slow hash.

use subtle::ConstantTimeEq as _;

/// SHA-256 of the bytes.
#[must_use]
pub fn digest(bytes: &[u8]) -> [u8; 32] {
    let mut digest = [0; 32];
    for (target, source) in digest.iter_mut().zip(ring::digest::digest(&ring::digest::SHA256, bytes).as_ref()) {
        *target = *source;
    }
    digest
}

/// SHA-256 of a token in lower-case hexadecimal: the form that tables keep.
#[must_use]
pub fn hash_token(token: &str) -> String {
    hex::encode(digest(token.as_bytes()))
}

/// Compares without telling by its time where two byte strings differ; their lengths are not secret.
#[must_use]
pub fn same(left: &[u8], right: &[u8]) -> bool {
    left.ct_eq(right).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_sha_256() {
        assert_eq!(hash_token("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn sameness_needs_every_byte() {
        assert!(same(b"abc", b"abc"));
        assert!(!same(b"abc", b"abd"));
        assert!(!same(b"abc", b"ab"));
    }
}
