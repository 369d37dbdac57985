//! A finished mail is wrapped before it is sent: its content is signed, then encrypted, its fields stay readable.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use rand_core::RngCore as _;

use crate::{
    Error, Facts, Kind, PrivateKey, Random,
    entity::{Entity, canonical, content_fields, mail_fields},
    openpgp, smime,
};

/// Somebody a mail is encrypted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The address.
    pub address: String,
    /// Their certificate or key.
    pub facts: Facts,
}

impl Recipient {
    /// Whether mail can be encrypted for them at this second since 1970: the key is valid, meant for it, and of a
    /// kind that is supported (RSA for S/MIME).
    #[must_use]
    pub fn is_usable(&self, at: i64) -> bool {
        match self.facts.kind {
            Kind::Smime => smime::can_encrypt(&self.facts, at),
            Kind::Pgp => openpgp::can_encrypt(&self.facts, at),
        }
    }
}

/// How a mail is to be protected.
#[derive(Clone, Debug)]
pub struct Protection {
    /// The method.
    pub kind: Kind,
    /// Signs with this key.
    pub signer: Option<PrivateKey>,
    /// Encrypts for these; an empty list leaves the content readable.
    pub recipients: Vec<Recipient>,
}

/// Wraps a mail at the second `at` since 1970.
///
/// # Errors
/// [`Error::Unusable`] when a recipient's key cannot be used; nothing is sent half protected.
pub fn protect(raw: &[u8], protection: &Protection, at: i64, random: Random<'_>) -> Result<Vec<u8>, Error> {
    if let Some(unusable) = protection.recipients.iter().find(|recipient| !recipient.is_usable(at)) {
        return Err(Error::Unusable(unusable.address.clone()));
    }
    let mail = Entity::read(raw);
    let fields = content_fields(mail.header());
    if fields.is_empty() {
        return Err(Error::NotAMail);
    }
    let entity = [&fields[..], b"\r\n", mail.body()].concat();
    let wrapped = wrap(&canonical(&entity), protection, at, random)?;
    Ok([&mail_fields(mail.header())[..], b"MIME-Version: 1.0\r\n", &wrapped].concat())
}

fn wrap(entity: &[u8], protection: &Protection, at: i64, mut random: Random<'_>) -> Result<Vec<u8>, Error> {
    let publics: Vec<Vec<u8>> = protection.recipients.iter().map(|one| one.facts.public.clone()).collect();
    let boundary = format!("s-{:016x}{:016x}", random.next_u64(), random.next_u64());
    match (protection.kind, &protection.signer) {
        (Kind::Pgp, None) if publics.is_empty() => Ok(entity.to_vec()),
        (Kind::Pgp, Some(key)) if publics.is_empty() => {
            let (signature, digest) = (openpgp::sign(entity, key, at, random)?, openpgp::digest_of(key, at)?);
            Ok(signed(entity, &boundary, ("application/pgp-signature", digest), &pgp_signature(&signature)))
        }
        (Kind::Pgp, key) => {
            let message = openpgp::encrypt(entity, &publics, key.as_ref(), at, random)?;
            Ok(pgp_encrypted(&boundary, &message))
        }
        (Kind::Smime, key) => {
            let entity = match key {
                Some(key) => {
                    let signature = smime::sign(entity, key, at)?;
                    let part = smime_part("pkcs7-signature", "", "smime.p7s", &signature);
                    signed(entity, &boundary, ("application/pkcs7-signature", "sha-256"), &part)
                }
                None => entity.to_vec(),
            };
            if publics.is_empty() {
                return Ok(entity);
            }
            let envelope = smime::encrypt(&entity, &publics, random)?;
            Ok(smime_part("pkcs7-mime", " smime-type=enveloped-data;", "smime.p7m", &envelope))
        }
    }
}

fn signed(entity: &[u8], boundary: &str, (protocol, digest): (&str, &str), signature: &[u8]) -> Vec<u8> {
    let head = format!(
        "Content-Type: multipart/signed; protocol=\"{protocol}\";\r\n micalg={digest}; boundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\n"
    );
    let between = format!("\r\n--{boundary}\r\n");
    let end = format!("\r\n--{boundary}--\r\n");
    [head.as_bytes(), entity, between.as_bytes(), signature, end.as_bytes()].concat()
}

fn pgp_signature(armour: &[u8]) -> Vec<u8> {
    let head = b"Content-Type: application/pgp-signature; name=\"signature.asc\"\r\n\r\n";
    [&head[..], &canonical(armour)].concat()
}

fn pgp_encrypted(boundary: &str, armour: &[u8]) -> Vec<u8> {
    let head = format!(
        "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\";\r\n boundary=\"{boundary}\"\r\n\r\n\
         --{boundary}\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n\r\n--{boundary}\r\n\
         Content-Type: application/octet-stream; name=\"encrypted.asc\"\r\n\
         Content-Disposition: inline; filename=\"encrypted.asc\"\r\n\r\n"
    );
    let end = format!("\r\n--{boundary}--\r\n");
    [head.as_bytes(), &canonical(armour), end.as_bytes()].concat()
}

fn smime_part(subtype: &str, parameters: &str, name: &str, der: &[u8]) -> Vec<u8> {
    let head = format!(
        "Content-Type: application/{subtype};{parameters} name=\"{name}\"\r\nContent-Transfer-Encoding: base64\r\n\
         Content-Disposition: attachment; filename=\"{name}\"\r\n\r\n"
    );
    let mut part = head.into_bytes();
    for line in STANDARD.encode(der).as_bytes().chunks(76) {
        part.extend_from_slice(line);
        part.extend_from_slice(b"\r\n");
    }
    part
}
