//! Keys and certificates as files: what a person uploads, and what it says about its holder.

use crate::{Error, Kind, limits::KEY_BYTES, openpgp, smime};

/// What a public key or certificate says about its holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Certificate or OpenPGP key.
    pub kind: Kind,
    /// The certificate's SHA-256 or the key's fingerprint, in lower-case hexadecimal.
    pub fingerprint: String,
    /// The holder's name.
    pub holder: String,
    /// Who issued the certificate; none for OpenPGP.
    pub issuer: Option<String>,
    /// The addresses it is for, in lower case.
    pub addresses: Vec<String>,
    /// The first second of its validity, since 1970.
    pub valid_from: i64,
    /// The last second of its validity; none when it has no end.
    pub valid_until: Option<i64>,
    /// The certificate in DER, or the key's packets.
    pub public: Vec<u8>,
}

/// A private key that is ready to use. Whoever stores [`PrivateKey::secret`] seals it.
#[derive(Clone)]
pub struct PrivateKey {
    facts: Facts,
    chain: Vec<Vec<u8>>,
    secret: Vec<u8>,
}

impl std::fmt::Debug for PrivateKey {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "PrivateKey({} •••)", self.facts.fingerprint)
    }
}

impl PrivateKey {
    pub(crate) const fn new(facts: Facts, chain: Vec<Vec<u8>>, secret: Vec<u8>) -> Self {
        Self { facts, chain, secret }
    }

    /// Puts a stored key together again.
    ///
    /// # Errors
    /// As [`read_public`].
    pub fn restore(kind: Kind, public: &[u8], chain: Vec<Vec<u8>>, secret: Vec<u8>) -> Result<Self, Error> {
        let facts = match kind {
            Kind::Smime => smime::Certificate::read(public)?.facts(),
            Kind::Pgp => openpgp::facts_of(public)?,
        };
        Ok(Self { facts, chain, secret })
    }

    /// What its public half says.
    #[must_use]
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// The issuers' certificates that go along with it, in DER.
    #[must_use]
    pub fn chain(&self) -> &[Vec<u8>] {
        &self.chain
    }

    /// The secret itself: PKCS #8 in DER, or OpenPGP packets, both without a password.
    #[must_use]
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }
}

/// Reads a private key with its certificates: PEM (PKCS #8 or PKCS #1 beside certificates) or an armoured OpenPGP key.
///
/// # Errors
/// [`Error::NotAKey`], [`Error::Locked`], [`Error::Mismatch`] or [`Error::Unsupported`].
pub fn read_private(file: &[u8], password: &str) -> Result<PrivateKey, Error> {
    let file = file.get(..KEY_BYTES).map_or(Ok(file), |_| Err(Error::NotAKey))?;
    if is_armoured_pgp(file) { openpgp::read_private(file, password) } else { smime::read_private(file, password) }
}

/// Reads a public key or the first certificate of a file: PEM, DER or OpenPGP, armoured or not.
///
/// # Errors
/// [`Error::NotAKey`] or [`Error::Unsupported`].
pub fn read_public(file: &[u8]) -> Result<Facts, Error> {
    let file = file.get(..KEY_BYTES).map_or(Ok(file), |_| Err(Error::NotAKey))?;
    if is_armoured_pgp(file) {
        return openpgp::read_public(file);
    }
    match read_certificates(file)?.into_iter().next() {
        Some(facts) => Ok(facts),
        None => openpgp::facts_of(file),
    }
}

/// Reads all certificates of a file, PEM or DER; none when it holds none.
///
/// # Errors
/// [`Error::NotAKey`] when a block that says it is a certificate is none.
pub fn read_certificates(file: &[u8]) -> Result<Vec<Facts>, Error> {
    let file = file.get(..KEY_BYTES).map_or(Ok(file), |_| Err(Error::NotAKey))?;
    Ok(smime::certificates(file)?.iter().map(smime::Certificate::facts).collect())
}

fn is_armoured_pgp(file: &[u8]) -> bool {
    String::from_utf8_lossy(file).contains("-----BEGIN PGP ")
}
