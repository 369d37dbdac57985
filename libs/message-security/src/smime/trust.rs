//! Whom a right signature is from: the chain to a trusted issuer, the time, the purpose and the address.

use std::time::Duration;

use der::Encode as _;
use rustls_pki_types::{CertificateDer, TrustAnchor, UnixTime};
use webpki::{ALL_VERIFICATION_ALGS, EndEntityCert, Error, KeyUsage, anchor_from_trusted_cert};

use super::certificate::Certificate;
use crate::{Kind, State, open::Reader};

/// `id-kp-emailProtection` (RFC 5280 §4.2.1.12), as the bytes of its identifier.
const EMAIL_PROTECTION: &[u8] = &[0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x04];
/// `anyExtendedKeyUsage`.
const ANY_PURPOSE: &[u8] = &[0x55, 0x1d, 0x25, 0x00];

/// What a right signature with this certificate proves; `brought` are the certificates of the mail.
pub(super) fn judge(certificate: &Certificate, brought: &[Certificate], reader: &Reader<'_>) -> State {
    if !certificate.allows(true) {
        return State::UnknownSigner;
    }
    let known: Vec<&str> = reader
        .keyring
        .public(Kind::Smime)
        .filter(|(_, public)| *public == certificate.der())
        .map(|(address, _)| address)
        .collect();
    let from = reader.from.as_deref();
    if known.iter().any(|address| Some(*address) == from) {
        return if is_within(certificate, reader.at) { State::Valid } else { State::Expired };
    }
    match chain(certificate, brought, reader) {
        State::Valid if certificate.addresses().iter().any(|address| Some(address.as_str()) == from) => State::Valid,
        State::Valid => State::WrongAddress,
        _ if !known.is_empty() => State::WrongAddress,
        other => other,
    }
}

/// The certificate may be used at this second.
pub(super) fn is_within(certificate: &Certificate, at: i64) -> bool {
    let (from, until) = certificate.validity();
    (from..=until).contains(&at)
}

/// `Valid` when a trusted issuer stands at the end of the chain.
fn chain(certificate: &Certificate, brought: &[Certificate], reader: &Reader<'_>) -> State {
    let issuers: Vec<CertificateDer<'_>> =
        reader.keyring.issuers.iter().map(|der| CertificateDer::from(der.as_slice())).collect();
    let anchors: Vec<TrustAnchor<'_>> = issuers.iter().filter_map(|der| anchor_from_trusted_cert(der).ok()).collect();
    let between: Vec<CertificateDer<'_>> = brought.iter().map(|one| CertificateDer::from(one.der())).collect();
    let leaf = CertificateDer::from(certificate.der());
    let Ok(leaf) = EndEntityCert::try_from(&leaf) else { return State::UnknownSigner };
    let seconds = u64::try_from(reader.at).unwrap_or(0);
    let time = UnixTime::since_unix_epoch(Duration::from_secs(seconds));
    let verify = |purpose: KeyUsage| {
        leaf.verify_for_usage(ALL_VERIFICATION_ALGS, &anchors, &between, time, purpose, None, None).map(|_| ())
    };
    let outcome = verify(KeyUsage::required_if_present(EMAIL_PROTECTION))
        .or_else(|error| verify(KeyUsage::required(ANY_PURPOSE)).map_err(|_| error));
    match outcome {
        Ok(()) => State::Valid,
        Err(Error::CertExpired { .. } | Error::CertNotValidYet { .. }) => State::Expired,
        Err(_) => State::UnknownSigner,
    }
}

/// The certificate's key as `SubjectPublicKeyInfo`.
pub(super) fn public_key(certificate: &Certificate) -> Option<Vec<u8>> {
    certificate.parsed().tbs_certificate.subject_public_key_info.to_der().ok()
}
