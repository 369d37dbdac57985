//! A private key with its certificate, from a PEM file as `openssl` and certificate authorities hand it out.

use p256::SecretKey;
use rsa::{
    RsaPrivateKey,
    pkcs1::DecodeRsaPrivateKey as _,
    pkcs8::{DecodePrivateKey as _, EncodePrivateKey as _, EncodePublicKey as _},
};
use rustls_pki_types::{PrivateKeyDer, pem::PemObject as _};

use super::{Certificate, certificates, trust::public_key};
use crate::{Error, PrivateKey};

/// What a private key can be.
pub(super) enum Secret {
    Rsa(Box<RsaPrivateKey>),
    P256(SecretKey),
}

impl Secret {
    /// Reads PKCS #8 in DER.
    pub(super) fn read(der: &[u8]) -> Result<Self, Error> {
        RsaPrivateKey::from_pkcs8_der(der)
            .map(|key| Self::Rsa(Box::new(key)))
            .or_else(|_| SecretKey::from_pkcs8_der(der).map(Self::P256))
            .map_err(|_| Error::Unsupported("RSA and P-256 keys can be used".to_owned()))
    }

    fn der(&self) -> Option<Vec<u8>> {
        let written = match self {
            Self::Rsa(key) => key.to_pkcs8_der(),
            Self::P256(key) => key.to_pkcs8_der(),
        };
        written.ok().map(|document| document.as_bytes().to_vec())
    }

    fn public(&self) -> Option<Vec<u8>> {
        let written = match self {
            Self::Rsa(key) => key.to_public_key().to_public_key_der(),
            Self::P256(key) => key.public_key().to_public_key_der(),
        };
        written.ok().map(|document| document.as_bytes().to_vec())
    }
}

/// Reads a PEM file with one private key and its certificate; further certificates are the chain.
pub(crate) fn read_private(file: &[u8], password: &str) -> Result<PrivateKey, Error> {
    let secret = secret(file, password)?;
    let public = secret.public();
    let (own, others): (Vec<Certificate>, Vec<Certificate>) =
        certificates(file)?.into_iter().partition(|certificate| public_key(certificate) == public);
    let Some(certificate) = own.into_iter().next() else {
        return Err(if others.is_empty() { Error::NotAKey } else { Error::Mismatch });
    };
    let chain = others.iter().map(|certificate| certificate.der().to_vec()).collect();
    let der = secret.der().ok_or(Error::NotAKey)?;
    Ok(PrivateKey::new(certificate.facts(), chain, der))
}

fn secret(file: &[u8], password: &str) -> Result<Secret, Error> {
    let text = String::from_utf8_lossy(file);
    if text.contains("-----BEGIN ENCRYPTED PRIVATE KEY-----") {
        return unlocked(&text, password);
    }
    match PrivateKeyDer::from_pem_slice(file).map_err(|_| Error::NotAKey)? {
        PrivateKeyDer::Pkcs8(key) => Secret::read(key.secret_pkcs8_der()),
        PrivateKeyDer::Pkcs1(key) => RsaPrivateKey::from_pkcs1_der(key.secret_pkcs1_der())
            .map(|key| Secret::Rsa(Box::new(key)))
            .map_err(|_| Error::NotAKey),
        PrivateKeyDer::Sec1(key) => {
            SecretKey::from_sec1_der(key.secret_sec1_der()).map(Secret::P256).map_err(|_| Error::NotAKey)
        }
        _ => Err(Error::Unsupported("RSA and P-256 keys can be used".to_owned())),
    }
}

/// An encrypted PKCS #8 key (RFC 5958 §3).
fn unlocked(text: &str, password: &str) -> Result<Secret, Error> {
    const END: &str = "-----END ENCRYPTED PRIVATE KEY-----";
    let start = text.find("-----BEGIN ENCRYPTED PRIVATE KEY-----").ok_or(Error::NotAKey)?;
    let end = text.find(END).map(|at| at + END.len()).ok_or(Error::NotAKey)?;
    let block = text.get(start..end).ok_or(Error::NotAKey)?;
    let rsa = RsaPrivateKey::from_pkcs8_encrypted_pem(block, password).map(|key| Secret::Rsa(Box::new(key)));
    rsa.or_else(|_| SecretKey::from_pkcs8_encrypted_pem(block, password).map(Secret::P256)).map_err(|_| Error::Locked)
}
