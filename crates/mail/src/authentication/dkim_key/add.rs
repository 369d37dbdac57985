//! An administrator lets mail of a domain be signed: keys are made, their private halves sealed.

use base::{Scope, Secret};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use events::{Event, NewEvent};
use keys::Keys;
use mail_auth::dkim::generate::DkimKeyPair;
use rsa::{RsaPublicKey, pkcs1::DecodeRsaPublicKey as _, pkcs8::EncodePublicKey as _};
use store::{Tx, params};

use super::{Algorithm, DkimKey, list, place, table};
use crate::Error;

/// Bits of an RSA key: what RFC 8301 §3.2 recommends and one DNS record can hold.
const RSA_BITS: usize = 2_048;

/// Key pairs that are made but not kept yet.
pub struct NewKeys(Vec<Pair>);

struct Pair {
    algorithm: Algorithm,
    public: String,
    private: Secret<Vec<u8>>,
}

/// Makes a pair of each kind. Takes a while of computing: not for an asynchronous thread, nor inside a transaction.
///
/// # Errors
/// When the system gives no randomness.
pub fn generate() -> Result<NewKeys, Error> {
    let failed = |error: mail_auth::Error| Error::invalid("dkim", error.to_string());
    let pairs = [
        (Algorithm::Rsa, DkimKeyPair::generate_rsa(RSA_BITS).map_err(failed)?),
        (Algorithm::Ed25519, DkimKeyPair::generate_ed25519().map_err(failed)?),
    ];
    let pair = |(algorithm, pair): (Algorithm, DkimKeyPair)| {
        let (private, public) = pair.into_inner();
        Ok(Pair { algorithm, public: record_key(algorithm, &public)?, private: Secret::new(private) })
    };
    pairs.into_iter().map(pair).collect::<Result<_, Error>>().map(NewKeys)
}

/// Keeps the keys for a domain under this selector; the Ed25519 key gets `-ed25519` behind it.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::Invalid`] for a domain or selector that is none or
/// taken.
pub fn add(
    tx: &mut Tx,
    scope: &Scope,
    keys: &Keys,
    (domain, selector): (&str, &str),
    new: NewKeys,
) -> Result<Vec<DkimKey>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let domain = domain.trim().trim_end_matches('.').to_ascii_lowercase();
    let selector = selector.trim().to_ascii_lowercase();
    if !domain.contains('.') || !are_labels(&domain) || domain.len() > 200 {
        return Err(Error::invalid("domain", "give a domain such as example.com; write other scripts as xn--…"));
    }
    if !are_labels(&selector) || selector.len() > 50 {
        return Err(Error::invalid("selector", "letters, digits and hyphens, such as desk1"));
    }
    for pair in new.0 {
        let selector = match pair.algorithm {
            Algorithm::Rsa => selector.clone(),
            Algorithm::Ed25519 => format!("{selector}-ed25519"),
        };
        insert(tx, keys, (&domain, &selector), &pair)?;
    }
    let event = Event::DkimKeyChanged { domain: domain.clone(), selector, state: "added".to_owned() };
    tx.append(NewEvent::of("dkim", 0, event), scope.actor())?;
    let mut all = list(tx, scope)?;
    all.retain(|key| key.domain == domain);
    Ok(all)
}

fn insert(tx: &mut Tx, keys: &Keys, (domain, selector): (&str, &str), pair: &Pair) -> Result<(), Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    let sealed = keys.seal(&place(id), pair.private.expose(), tx.world())?;
    let values = params![id, domain, selector, pair.algorithm.as_str(), &pair.public, sealed, now];
    if tx.execute(table::INSERT, values)? == 0 {
        return Err(Error::invalid("selector", format!("{domain} has a key {selector} already")));
    }
    Ok(())
}

fn are_labels(name: &str) -> bool {
    let fits = |label: &str| {
        (1..=63).contains(&label.len())
            && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    name.split('.').all(fits)
}

/// The public key as the record holds it: Ed25519 as it is (RFC 8463 §4), RSA as a SubjectPublicKeyInfo, which is what
/// checkers expect (RFC 6376 §3.6.1, erratum 3017).
fn record_key(algorithm: Algorithm, public: &[u8]) -> Result<String, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::invalid("dkim", error.to_string());
    let bytes = match algorithm {
        Algorithm::Ed25519 => public.to_vec(),
        Algorithm::Rsa => {
            let key = RsaPublicKey::from_pkcs1_der(public).map_err(|error| failed(&error))?;
            key.to_public_key_der().map_err(|error| failed(&error))?.into_vec()
        }
    };
    Ok(STANDARD.encode(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_checked() {
        for good in ["example.com", "xn--bcher-kva.example", "desk1"] {
            assert!(are_labels(good), "{good}");
        }
        for bad in ["", ".", "a..b", "-a.example", "a b.example", "a;b", "bücher.example", "a_b"] {
            assert!(!are_labels(bad), "{bad}");
        }
    }
}
