//! A finished mail is signed with every published key of the domain in From.

use keys::Keys;
use mail_auth::{
    common::{
        crypto::{DkimKey as Key, Ed25519Key, RsaKey},
        headers::HeaderWriter,
    },
    dkim::DkimSigner,
};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs1KeyDer};
use store::{Tx, params};

use super::{Algorithm, place, table};
use crate::Error;

/// The fields that a signature covers when a mail has them (RFC 6376 §5.4.1). Those that are missing are covered too,
/// so that nobody can add them on the way.
const COVERED: [&str; 13] = [
    "From",
    "Sender",
    "Reply-To",
    "To",
    "Cc",
    "Subject",
    "Date",
    "Message-ID",
    "In-Reply-To",
    "References",
    "MIME-Version",
    "Content-Type",
    "Auto-Submitted",
];

/// Opened keys that sign for one domain.
#[derive(Default)]
pub struct Signers(Vec<Signer>);

struct Signer {
    domain: String,
    selector: String,
    key: Key,
}

/// The published keys of a domain, opened. Subdomains have keys of their own.
///
/// # Errors
/// [`Error::Keys`] when they were sealed by another installation.
pub fn signers_of(tx: &mut Tx, keys: &Keys, domain: &str) -> Result<Signers, Error> {
    let domain = domain.to_ascii_lowercase();
    let rows = tx.query(table::PUBLISHED, params![&domain], |row| {
        Ok((row.get::<i64>(0)?, row.get::<String>(1)?, row.get::<String>(2)?, row.get::<String>(3)?))
    })?;
    let open = |(id, selector, algorithm, sealed): (i64, String, String, String)| {
        let private = keys.unseal(&place(id), &sealed)?;
        let key = open(Algorithm::parse(&algorithm), private.expose())?;
        Ok(Signer { domain: domain.clone(), selector, key })
    };
    rows.into_iter().map(open).collect::<Result<_, Error>>().map(Signers)
}

fn open(algorithm: Algorithm, private: &[u8]) -> Result<Key, Error> {
    let key = match algorithm {
        Algorithm::Rsa => RsaKey::from_key_der(PrivateKeyDer::Pkcs1(PrivatePkcs1KeyDer::from(private))).map(Key::Rsa),
        Algorithm::Ed25519 => Ed25519Key::from_pkcs8_der(private).map(Key::Ed25519),
    };
    key.map_err(|error| Error::Compose(error.to_string()))
}

/// Writes a signature of each key above the mail; without keys the mail stays as it is.
///
/// # Errors
/// When a key cannot sign.
pub fn sign(raw: Vec<u8>, signers: Signers) -> Result<Vec<u8>, Error> {
    let mut signed = Vec::with_capacity(raw.len() + 1_024);
    for Signer { domain, selector, key } in signers.0 {
        let signer = DkimSigner::from_key(key).domain(domain).selector(selector).headers(COVERED);
        let signature = signer.sign(&raw).map_err(|error| Error::Compose(error.to_string()))?;
        signed.extend_from_slice(signature.to_header().as_bytes());
    }
    signed.extend_from_slice(&raw);
    Ok(signed)
}
