//! S/MIME: signed and enveloped CMS (RFC 5652, RFC 5083) in mails (RFC 8551), with certificates (RFC 5280, RFC 8550).

mod asn;
mod certificate;
mod enveloped;
mod private;
mod protect;
mod signed;
mod trust;

pub(crate) use certificate::Certificate;
pub(crate) use private::read_private;
pub(crate) use protect::{can_encrypt, encrypt, sign};

use asn::{CONTEXT_0, Element, OBJECT, SEQUENCE};
use der::asn1::ObjectIdentifier;
use rustls_pki_types::{CertificateDer, pem::PemObject as _};

use crate::{
    Error, Kind, Proof, Secrecy, State,
    entity::{Entity, canonical},
    open::{Peeled, Reader},
};

const SIGNED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.2");
const ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.3");
const AUTH_ENVELOPED_DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.16.1.23");

/// Takes off a detached signature (`multipart/signed`): the first part is what is signed, byte by byte.
pub(crate) fn peel_detached(parts: &[&[u8]], reader: &Reader<'_>) -> Option<Peeled> {
    let [content, signature] = parts else { return None };
    let cms = Entity::read(signature).content().into_owned();
    let content = canonical(content);
    let proof = asn::to_der(&cms)
        .and_then(|der| signed::read(inner(&der, SIGNED_DATA)?, reader, Some(&content)))
        .map_or_else(|| Proof::of(State::NotChecked), |signed| signed.proof);
    Some(Peeled { kind: Kind::Smime, proof: Some(proof), secrecy: None, inner: Some(content.into_owned()) })
}

/// Takes off a CMS message: an opaque signature or an envelope, whatever the mail calls it.
pub(crate) fn peel_opaque(entity: &Entity<'_>, reader: &Reader<'_>) -> Option<Peeled> {
    let cms = entity.content();
    let unread = Peeled { kind: Kind::Smime, proof: Some(Proof::of(State::NotChecked)), secrecy: None, inner: None };
    let Some(der) = asn::to_der(&cms) else { return Some(unread) };
    if let Some(data) = inner(&der, SIGNED_DATA) {
        let Some(signed) = signed::read(data, reader, None) else { return Some(unread) };
        // Certificates alone are a message without signature and without content (RFC 8551 §3.8).
        let inner = signed.content?;
        return Some(Peeled { kind: Kind::Smime, proof: Some(signed.proof), secrecy: None, inner: Some(inner) });
    }
    let data = inner(&der, ENVELOPED_DATA).map(|data| (data, false));
    let Some((data, is_authentic)) = data.or_else(|| inner(&der, AUTH_ENVELOPED_DATA).map(|data| (data, true))) else {
        return Some(unread);
    };
    let (secrecy, inner) = match enveloped::open(&data, is_authentic, reader) {
        Ok(content) => (Secrecy::Opened, Some(content)),
        Err(secrecy) => (secrecy, None),
    };
    Some(Peeled { kind: Kind::Smime, proof: None, secrecy: Some(secrecy), inner })
}

/// The content of a `ContentInfo` of this type (RFC 5652 §3).
fn inner(der: &[u8], wanted: ObjectIdentifier) -> Option<Element<'_>> {
    let children = Element::only(der, SEQUENCE)?.children()?;
    let [kind, content] = children.as_slice() else { return None };
    if kind.tag != OBJECT || kind.content != wanted.as_bytes() || content.tag != CONTEXT_0 {
        return None;
    }
    Element::only(content.content, SEQUENCE)
}

/// The certificates of a file, PEM or DER.
pub(crate) fn certificates(file: &[u8]) -> Result<Vec<Certificate>, Error> {
    if let Ok(one) = Certificate::read(file) {
        return Ok(vec![one]);
    }
    let mut found = Vec::new();
    for der in CertificateDer::pem_slice_iter(file) {
        found.push(Certificate::read(&der.map_err(|_| Error::NotAKey)?)?);
    }
    Ok(found)
}
