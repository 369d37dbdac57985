//! A secret is sealed for one place in the database and opens only there.

use base::{Secret, World};
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    KeyInit as _, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, Payload},
};

use crate::{Error, Keys, ring_of_keys::Entry};

/// The first part of every sealed value: the way it was sealed.
const VERSION: &str = "s1";

/// XChaCha20's nonce is long enough to be random for every message.
const NONCE_LENGTH: usize = 24;

impl Keys {
    /// Seals `plain` under the active key for the place `place`, written table/row/column.
    ///
    /// # Errors
    /// [`Error::Unsealable`] when the value is too long for the cipher.
    pub fn seal(&self, place: &str, plain: &[u8], world: &World) -> Result<String, Error> {
        let entry = self.entries().first().ok_or(Error::Unsealable)?;
        let mut nonce = [0; NONCE_LENGTH];
        world.random.fill(&mut nonce);
        let associated = associated(entry, place);
        let payload = Payload { msg: plain, aad: associated.as_bytes() };
        let sealed = cipher(entry).encrypt(&XNonce::from(nonce), payload).map_err(|_| Error::Unsealable)?;
        let body = [nonce.as_slice(), &sealed].concat();
        Ok(format!("{VERSION}.{}.{}", entry.name, URL_SAFE_NO_PAD.encode(body)))
    }

    /// Opens a value that was sealed for this place by any key of the ring.
    ///
    /// # Errors
    /// [`Error::Unsealable`] when the value is of another place or ring, or was changed.
    pub fn unseal(&self, place: &str, sealed: &str) -> Result<Secret<Vec<u8>>, Error> {
        let (name, body) = parts(sealed).ok_or(Error::Unsealable)?;
        let entry = self.entries().iter().find(|entry| entry.name == name).ok_or(Error::Unsealable)?;
        let body = URL_SAFE_NO_PAD.decode(body).map_err(|_| Error::Unsealable)?;
        let (nonce, sealed) = body.split_first_chunk::<NONCE_LENGTH>().ok_or(Error::Unsealable)?;
        let associated = associated(entry, place);
        let payload = Payload { msg: sealed, aad: associated.as_bytes() };
        let plain = cipher(entry).decrypt(&XNonce::from(*nonce), payload).map_err(|_| Error::Unsealable)?;
        Ok(Secret::new(plain))
    }

    /// Whether the value was sealed by the active key; others should be sealed again after a rotation.
    #[must_use]
    pub fn is_current(&self, sealed: &str) -> bool {
        parts(sealed).is_some_and(|(name, _)| self.entries().first().is_some_and(|entry| entry.name == name))
    }
}

fn cipher(entry: &Entry) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&entry.seal_key().into())
}

fn associated(entry: &Entry, place: &str) -> String {
    format!("{VERSION}.{}.{place}", entry.name)
}

fn parts(sealed: &str) -> Option<(&str, &str)> {
    sealed.strip_prefix(VERSION)?.strip_prefix('.')?.split_once('.')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn keys() -> Keys {
        Keys::from_bytes([7; 32])
    }

    #[test]
    fn a_value_opens_only_at_its_place() {
        let sealed = keys().seal("desk_mailbox/7/password", b"hunter2", &World::system()).unwrap();
        assert!(!sealed.contains("hunter2"));
        assert_eq!(keys().unseal("desk_mailbox/7/password", &sealed).unwrap().expose(), b"hunter2");
        assert!(keys().unseal("desk_mailbox/8/password", &sealed).is_err());
        assert!(Keys::from_bytes([8; 32]).unseal("desk_mailbox/7/password", &sealed).is_err());
    }

    #[test]
    fn the_same_value_is_never_sealed_alike() {
        let world = World::system();
        assert_ne!(keys().seal("a", b"x", &world).unwrap(), keys().seal("a", b"x", &world).unwrap());
    }

    proptest! {
        #[test]
        fn changed_or_foreign_text_never_opens(text in ".{0,80}", flip in 0_usize..60) {
            prop_assert!(keys().unseal("a", &text).is_err());
            let mut sealed = keys().seal("a", b"some secret", &World::system()).unwrap().into_bytes();
            let place = flip % sealed.len();
            sealed[place] = if sealed[place] == b'A' { b'B' } else { b'A' };
            prop_assert!(keys().unseal("a", &String::from_utf8(sealed).unwrap()).is_err());
        }
    }
}
