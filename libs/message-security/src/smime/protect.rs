//! Signs and encrypts with certificates, in the forms that every mail program reads: SHA-256, AES-256-CBC, RSA.

use std::time::Duration;

use cms::{
    builder::{
        ContentEncryptionAlgorithm, EnvelopedDataBuilder, KeyEncryptionInfo, KeyTransRecipientInfoBuilder,
        SignedDataBuilder, SignerInfoBuilder,
    },
    cert::{CertificateChoices, IssuerAndSerialNumber},
    content_info::ContentInfo,
    enveloped_data::{RecipientIdentifier, RecipientInfo, RecipientInfos},
    signed_data::{EncapsulatedContentInfo, SignerIdentifier},
};
use der::{
    Any, Encode as _,
    asn1::{GeneralizedTime, ObjectIdentifier, SetOfVec, UtcTime},
};
use p256::ecdsa::{DerSignature, SigningKey as P256Signer};
use rsa::{RsaPublicKey, pkcs1v15::SigningKey as RsaSigner, pkcs8::DecodePublicKey as _};
use sha2::{Digest as _, Sha256};
use x509_cert::{attr::Attribute, spki::AlgorithmIdentifierOwned};

use super::{Certificate, ENVELOPED_DATA, private::Secret, trust};
use crate::{Error, Facts, PrivateKey, Random};

const DATA: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.7.1");
const SIGNING_TIME: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.5");
const SHA_256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");

/// The detached signature of an entity, as CMS in DER.
pub(crate) fn sign(entity: &[u8], key: &PrivateKey, at: i64) -> Result<Vec<u8>, Error> {
    let certificate = Certificate::read(&key.facts().public)?;
    let content = EncapsulatedContentInfo { econtent_type: DATA, econtent: None };
    let digest = Sha256::digest(entity);
    let signer = SignerIdentifier::IssuerAndSerialNumber(named(&certificate));
    let mut builder = SignedDataBuilder::new(&content);
    builder.add_digest_algorithm(sha_256()).map_err(failed)?;
    builder.add_certificate(CertificateChoices::Certificate(certificate.parsed().clone())).map_err(failed)?;
    for der in key.chain().iter().filter(|der| **der != certificate.der()) {
        let other = Certificate::read(der)?;
        builder.add_certificate(CertificateChoices::Certificate(other.parsed().clone())).map_err(failed)?;
    }
    match Secret::read(key.secret())? {
        Secret::Rsa(secret) => {
            let secret = RsaSigner::<Sha256>::new(*secret);
            let mut info =
                SignerInfoBuilder::new(&secret, signer, sha_256(), &content, Some(&digest)).map_err(failed)?;
            info.add_signed_attribute(signing_time(at)?).map_err(failed)?;
            builder.add_signer_info::<_, rsa::pkcs1v15::Signature>(info).map_err(failed)?;
        }
        Secret::P256(secret) => {
            let secret = P256Signer::from(&secret);
            let mut info =
                SignerInfoBuilder::new(&secret, signer, sha_256(), &content, Some(&digest)).map_err(failed)?;
            info.add_signed_attribute(signing_time(at)?).map_err(failed)?;
            builder.add_signer_info::<_, DerSignature>(info).map_err(failed)?;
        }
    }
    builder.build().map_err(failed)?.to_der().map_err(failed)
}

/// An envelope around an entity for every one of `recipients`, as CMS in DER.
pub(crate) fn encrypt(entity: &[u8], recipients: &[Vec<u8>], mut random: Random<'_>) -> Result<Vec<u8>, Error> {
    let mut sources = vec![random; recipients.len()];
    let mut builder =
        EnvelopedDataBuilder::new(None, entity, ContentEncryptionAlgorithm::Aes256Cbc, None).map_err(failed)?;
    for (public, source) in recipients.iter().zip(&mut sources) {
        let certificate = Certificate::read(public)?;
        let key = rsa_key(&certificate).ok_or_else(|| Error::Unusable(certificate.holder()))?;
        let identifier = RecipientIdentifier::IssuerAndSerialNumber(named(&certificate));
        let info =
            KeyTransRecipientInfoBuilder::new(identifier, KeyEncryptionInfo::Rsa(key), source).map_err(failed)?;
        builder.add_recipient_info(info).map_err(failed)?;
    }
    let mut envelope = builder.build_with_rng(&mut random).map_err(failed)?;
    envelope.recip_infos = with_null(&envelope.recip_infos)?;
    let content = Any::encode_from(&envelope).map_err(failed)?;
    ContentInfo { content_type: ENVELOPED_DATA, content }.to_der().map_err(failed)
}

/// The parameters of RSA must be NULL and not absent (RFC 3370 §4.2.1), which the builder leaves out.
fn with_null(recipients: &RecipientInfos) -> Result<RecipientInfos, Error> {
    let with_null = |info: &RecipientInfo| match info.clone() {
        RecipientInfo::Ktri(mut info) => {
            info.key_enc_alg.parameters = Some(Any::null());
            RecipientInfo::Ktri(info)
        }
        other => other,
    };
    let infos: Vec<RecipientInfo> = recipients.0.iter().map(with_null).collect();
    RecipientInfos::try_from(infos).map_err(failed)
}

/// Whether mail can be encrypted with this certificate at this second.
pub(crate) fn can_encrypt(facts: &Facts, at: i64) -> bool {
    Certificate::read(&facts.public).is_ok_and(|certificate| {
        certificate.allows(false) && trust::is_within(&certificate, at) && rsa_key(&certificate).is_some()
    })
}

fn rsa_key(certificate: &Certificate) -> Option<RsaPublicKey> {
    RsaPublicKey::from_public_key_der(&trust::public_key(certificate)?).ok()
}

fn named(certificate: &Certificate) -> IssuerAndSerialNumber {
    let body = &certificate.parsed().tbs_certificate;
    IssuerAndSerialNumber { issuer: body.issuer.clone(), serial_number: body.serial_number.clone() }
}

const fn sha_256() -> AlgorithmIdentifierOwned {
    AlgorithmIdentifierOwned { oid: SHA_256, parameters: None }
}

/// UTC time until 2049, generalised time after it (RFC 5652 §11.3).
fn signing_time(at: i64) -> Result<Attribute, Error> {
    let since = Duration::from_secs(u64::try_from(at).unwrap_or(0));
    let value = match UtcTime::from_unix_duration(since) {
        Ok(time) => Any::encode_from(&time),
        Err(_) => GeneralizedTime::from_unix_duration(since).and_then(|time| Any::encode_from(&time)),
    };
    let mut values = SetOfVec::new();
    values.insert(value.map_err(failed)?).map_err(failed)?;
    Ok(Attribute { oid: SIGNING_TIME, values })
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Failed(error.to_string())
}
