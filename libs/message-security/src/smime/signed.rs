//! Signed content (RFC 5652 §5): the digest, the attributes and the signature, over exactly the bytes that came.

use der::asn1::ObjectIdentifier;
use rsa::{Pss, RsaPublicKey, pkcs8::DecodePublicKey as _, traits::PublicKeyParts as _};
use rustls_pki_types::{CertificateDer, SignatureVerificationAlgorithm};
use sha2::{Digest, Sha256, Sha384, Sha512};
use webpki::{EndEntityCert, ring};

use super::{
    asn::{CONTEXT_0, CONTEXT_2, Element, INTEGER, OBJECT, OCTETS, SEQUENCE, SET, element},
    certificate::Certificate,
    trust,
};
use crate::{
    Proof, State,
    limits::{CERTIFICATES, SIGNERS},
    open::Reader,
};

const CONTENT_TYPE: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.3");
const MESSAGE_DIGEST: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.4");
const RSA_PSS: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.1.10");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA_384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA_512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");
const SHA_1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.14.3.2.26");
const MD5: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.5");

/// What a signed message says.
pub(super) struct Signed {
    pub proof: Proof,
    pub content: Option<Vec<u8>>,
}

/// Reads `SignedData`; `detached` is the content when it stands beside.
pub(super) fn read(data: Element<'_>, reader: &Reader<'_>, detached: Option<&[u8]>) -> Option<Signed> {
    let children = data.children()?;
    let encapsulated = children.get(2).filter(|element| element.tag == SEQUENCE)?.children()?;
    let content_type = encapsulated.first().filter(|element| element.tag == OBJECT)?;
    let enclosed = encapsulated
        .get(1)
        .and_then(|explicit| Element::only(explicit.content, OCTETS))
        .map(|octets| octets.content.to_vec());
    let mut certificates = Vec::new();
    for set in children.iter().filter(|element| element.tag == CONTEXT_0) {
        let readable = set.children()?.into_iter().filter_map(|element| Certificate::read(element.whole).ok());
        certificates.extend(readable.take(CERTIFICATES));
    }
    let signers = children.iter().skip(3).find(|element| element.tag == SET)?.children()?;
    let signed = detached.map(<[u8]>::to_vec).or_else(|| enclosed.clone()).unwrap_or_default();
    let proofs = signers.iter().take(SIGNERS).map(|signer| {
        let signer = Signer { element: *signer, content_type, content: &signed, certificates: &certificates };
        signer.proof(reader).unwrap_or_else(|| Proof::of(State::NotChecked))
    });
    let proof = best(proofs)?;
    Some(Signed { proof, content: enclosed })
}

/// One right signature is enough; else the first one speaks.
fn best(proofs: impl Iterator<Item = Proof>) -> Option<Proof> {
    let proofs: Vec<Proof> = proofs.collect();
    let valid = proofs.iter().find(|proof| proof.state == State::Valid);
    valid.or_else(|| proofs.first()).cloned()
}

struct Signer<'a> {
    element: Element<'a>,
    content_type: &'a Element<'a>,
    content: &'a [u8],
    certificates: &'a [Certificate],
}

impl Signer<'_> {
    /// None when something cannot be read.
    fn proof(&self, reader: &Reader<'_>) -> Option<Proof> {
        let fields = self.element.children()?;
        let (identifier, digest) = (fields.get(1)?, algorithm(fields.get(2)?)?);
        let attributes = fields.get(3).filter(|element| element.tag == CONTEXT_0);
        let mut after = fields.iter().skip(if attributes.is_some() { 4 } else { 3 });
        let (method, signature) = (after.next()?, after.next().filter(|element| element.tag == OCTETS)?);
        let known = reader.known_certificates();
        let mut all = self.certificates.iter().chain(&known);
        let Some(certificate) = all.find(|certificate| certificate.is_meant_by(identifier)) else {
            return Some(Proof::of(State::UnknownSigner));
        };
        let state = match self.verify(certificate, (digest, method), attributes, signature.content) {
            State::Valid => trust::judge(certificate, self.certificates, reader),
            other => other,
        };
        Some(Proof {
            state,
            signer: Some(named(certificate)),
            issuer: Some(certificate.issuer()),
            fingerprint: Some(certificate.fingerprint()),
        })
    }

    /// `Valid` when the signature is right, whoever made it.
    fn verify(
        &self,
        certificate: &Certificate,
        (digest, method): (ObjectIdentifier, &Element<'_>),
        attributes: Option<&Element<'_>>,
        signature: &[u8],
    ) -> State {
        if digest == SHA_1 || digest == MD5 {
            return State::Outdated;
        }
        let Some(own) = digest_of(digest, self.content) else { return State::NotChecked };
        let message = match attributes {
            // What is signed is the SET, not the [0] that stands in the message (RFC 5652 §5.4).
            Some(attributes) => match self.attributes_say(attributes, &own) {
                Some(true) => element(SET, attributes.content),
                Some(false) => return State::Broken,
                None => return State::NotChecked,
            },
            None => self.content.to_vec(),
        };
        let Some(name) = algorithm(method) else { return State::NotChecked };
        if name == RSA_PSS {
            return pss(certificate, (method, digest), &message, signature);
        }
        check(certificate, &candidates(name, digest), &message, signature)
    }

    /// The attributes name the digest and the type of the content; both must be there (RFC 5652 §5.3).
    fn attributes_say(&self, attributes: &Element<'_>, own: &[u8]) -> Option<bool> {
        let (mut digest_is_right, mut type_is_right) = (None, None);
        for attribute in attributes.children()? {
            let parts = attribute.children()?;
            let (name, values) = (parts.first()?, parts.get(1)?.children()?);
            let [value] = values.as_slice() else { continue };
            if name.content == MESSAGE_DIGEST.as_bytes() {
                digest_is_right = Some(value.tag == OCTETS && value.content == own);
            } else if name.content == CONTENT_TYPE.as_bytes() {
                type_is_right = Some(value.content == self.content_type.content);
            }
        }
        Some(digest_is_right? && type_is_right?)
    }
}

/// The holder with an address, so that nobody is only called “Support”.
fn named(certificate: &Certificate) -> String {
    let (holder, addresses) = (certificate.holder(), certificate.addresses());
    match addresses.first() {
        Some(address) if !holder.contains(address.as_str()) => format!("{holder} <{address}>"),
        _ => holder,
    }
}

fn algorithm(element: &Element<'_>) -> Option<ObjectIdentifier> {
    let (name, _) = Element::first(element.content)?;
    ObjectIdentifier::from_bytes(name.content).ok().filter(|_| name.tag == OBJECT)
}

fn digest_of(digest: ObjectIdentifier, content: &[u8]) -> Option<Vec<u8>> {
    match digest {
        SHA_256 => Some(Sha256::digest(content).to_vec()),
        SHA_384 => Some(Sha384::digest(content).to_vec()),
        SHA_512 => Some(Sha512::digest(content).to_vec()),
        _ => None,
    }
}

/// The algorithms that the identifiers may mean; which one fits the key is known to the verifier.
fn candidates(method: ObjectIdentifier, digest: ObjectIdentifier) -> Vec<&'static dyn SignatureVerificationAlgorithm> {
    const RSA: &str = "1.2.840.113549.1.1.1";
    const EC_KEY: &str = "1.2.840.10045.2.1";
    let method = method.to_string();
    match (method.as_str(), digest) {
        (RSA | "1.2.840.113549.1.1.11", SHA_256) => vec![ring::RSA_PKCS1_2048_8192_SHA256],
        (RSA | "1.2.840.113549.1.1.12", SHA_384) => vec![ring::RSA_PKCS1_2048_8192_SHA384],
        (RSA | "1.2.840.113549.1.1.13", SHA_512) => vec![ring::RSA_PKCS1_2048_8192_SHA512],
        (EC_KEY | "1.2.840.10045.4.3.2", SHA_256) => vec![ring::ECDSA_P256_SHA256, ring::ECDSA_P384_SHA256],
        (EC_KEY | "1.2.840.10045.4.3.3", SHA_384) => vec![ring::ECDSA_P256_SHA384, ring::ECDSA_P384_SHA384],
        ("1.3.101.112", _) => vec![ring::ED25519],
        _ => Vec::new(),
    }
}

fn check(
    certificate: &Certificate,
    candidates: &[&'static dyn SignatureVerificationAlgorithm],
    message: &[u8],
    signature: &[u8],
) -> State {
    let der = CertificateDer::from(certificate.der());
    let Ok(verifier) = EndEntityCert::try_from(&der) else { return State::NotChecked };
    let mut state = State::NotChecked;
    for algorithm in candidates {
        match verifier.verify_signature(*algorithm, message, signature) {
            Ok(()) => return State::Valid,
            Err(webpki::Error::InvalidSignatureForPublicKey) if is_short_rsa(certificate) => state = State::Outdated,
            Err(webpki::Error::InvalidSignatureForPublicKey) => state = State::Broken,
            Err(_) => {}
        }
    }
    state
}

/// RSASSA-PSS with the salt that the parameters name (RFC 4055 §3.1): the verifier of TLS knows only one length.
fn pss(
    certificate: &Certificate,
    (method, digest): (&Element<'_>, ObjectIdentifier),
    message: &[u8],
    signature: &[u8],
) -> State {
    let salt = salt_length(method).unwrap_or(20);
    let scheme = match digest {
        SHA_256 => Pss::new_with_salt::<Sha256>(salt),
        SHA_384 => Pss::new_with_salt::<Sha384>(salt),
        SHA_512 => Pss::new_with_salt::<Sha512>(salt),
        _ => return State::NotChecked,
    };
    let (Some(key), Some(hashed)) = (rsa_key(certificate), digest_of(digest, message)) else {
        return State::NotChecked;
    };
    if key.size() < SHORTEST_RSA {
        return State::Outdated;
    }
    if key.verify(scheme, &hashed, signature).is_ok() { State::Valid } else { State::Broken }
}

fn salt_length(method: &Element<'_>) -> Option<usize> {
    let fields = method.children()?.get(1)?.children()?;
    let salt = fields.iter().find(|field| field.tag == CONTEXT_2)?;
    let number = Element::only(salt.content, INTEGER)?.content;
    (number.len() <= 2).then(|| number.iter().fold(0, |length, &byte| length << 8 | usize::from(byte)))
}

/// In bytes; shorter keys prove nothing.
const SHORTEST_RSA: usize = 256;

/// The verifier refuses short RSA keys without looking at the signature.
fn is_short_rsa(certificate: &Certificate) -> bool {
    rsa_key(certificate).is_some_and(|key| key.size() < SHORTEST_RSA)
}

fn rsa_key(certificate: &Certificate) -> Option<RsaPublicKey> {
    RsaPublicKey::from_public_key_der(&trust::public_key(certificate)?).ok()
}
