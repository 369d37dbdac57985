//! A ring holds at least one key; the active one writes, all of them read.

use std::{fmt, path::Path, sync::Arc};

use ring::{hkdf, hmac};

use crate::{Error, digest, file};

/// Separates our derivations from those of any other product that might see the same key.
const DOMAIN: &[u8] = b"aftercare keys 1";

/// The key ring; cheap to clone.
#[derive(Clone)]
pub struct Keys {
    /// The active key first, then the others from newest to oldest.
    entries: Arc<[Entry]>,
}

/// One key with the name under which sealed values mention it.
#[derive(Clone)]
pub(crate) struct Entry {
    pub(crate) name: String,
    pub(crate) bytes: [u8; 32],
}

impl Entry {
    /// Names a key after its digest: eight hexadecimal digits that tell nothing of the key.
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        let mut named = b"name of key ".to_vec();
        named.extend_from_slice(&bytes);
        let name = hex::encode(digest(&named)).chars().take(8).collect();
        Self { name, bytes }
    }

    fn derive<K: hkdf::KeyType>(&self, purpose: &[&[u8]], kind: K, with: impl FnOnce(hkdf::Okm<'_, K>) -> bool) {
        let secret = hkdf::Salt::new(hkdf::HKDF_SHA256, DOMAIN).extract(&self.bytes);
        let _filled = secret.expand(purpose, kind).is_ok_and(with);
    }

    /// The authentication key of a purpose, another one for every form in which a code is written.
    pub(crate) fn mac_key(&self, form: &str, purpose: &str) -> hmac::Key {
        let mut bytes = [0; 32];
        self.derive(&[b"mac ", form.as_bytes(), &[0], purpose.as_bytes()], Bytes32, |okm| okm.fill(&mut bytes).is_ok());
        hmac::Key::new(hmac::HMAC_SHA256, &bytes)
    }

    /// The sealing key.
    pub(crate) fn seal_key(&self) -> [u8; 32] {
        let mut bytes = [0; 32];
        self.derive(&[b"seal"], Bytes32, |okm| okm.fill(&mut bytes).is_ok());
        bytes
    }
}

/// The length of every derived key.
struct Bytes32;

impl hkdf::KeyType for Bytes32 {
    fn len(&self) -> usize {
        32
    }
}

impl Keys {
    /// Reads the ring, or makes a file with one new key when there is none.
    ///
    /// # Errors
    /// When the file cannot be read, is open to others or is damaged; the product must not start then.
    pub fn open(path: &Path) -> Result<Self, Error> {
        file::open(path).map(Self::of)
    }

    /// A ring of one given key, for tests and tools.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self { entries: Arc::new([Entry::new(bytes)]) }
    }

    /// A ring from its entries, the active one first.
    pub(crate) fn of(entries: Vec<Entry>) -> Self {
        Self { entries: entries.into() }
    }

    /// Every key, the active one first.
    pub(crate) fn entries(&self) -> &[Entry] {
        &self.entries
    }
}

impl fmt::Debug for Keys {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_list().entries(self.entries.iter().map(|entry| &entry.name)).finish()
    }
}
