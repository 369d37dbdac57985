//! Envelopes (RFC 5652 §6, RFC 5083): the content key is opened with one of our RSA keys, the content with that key.
//!
//! A content key that cannot be opened is replaced by a random-looking one instead of an error, so that the outcome
//! tells nobody how far decryption came (RFC 3218 §2.3.2).

use aes::{Aes128, Aes192, Aes256};
use aes_gcm::{
    AesGcm,
    aead::{
        Aead, KeyInit, Payload,
        consts::{U12, U16},
    },
};
use cbc::cipher::{BlockDecryptMut, KeyIvInit, block_padding::Pkcs7};
use der::asn1::ObjectIdentifier;
use des::TdesEde3;
use rsa::{Oaep, Pkcs1v15Encrypt, RsaPrivateKey, pkcs8::DecodePrivateKey as _};
use sha2::{Digest as _, Sha256};

use super::{
    asn::{CONTEXT_1, Element, INTEGER, OBJECT, OCTETS, PLAIN_0, SEQUENCE, SET, element},
    certificate::Certificate,
};
use crate::{
    Kind, Secrecy,
    limits::{CONTENT_BYTES, RECIPIENTS},
    open::Reader,
};

/// What an envelope is made of.
struct Envelope<'a> {
    recipients: Vec<Element<'a>>,
    method: ObjectIdentifier,
    parameters: Element<'a>,
    encrypted: &'a [u8],
    /// Authenticated attributes as they were signed over, and the code; only of authenticated envelopes.
    authentic: Option<(Vec<u8>, &'a [u8])>,
}

/// Opens an envelope with the keys of the reader.
pub(super) fn open(data: &Element<'_>, is_authentic: bool, reader: &Reader<'_>) -> Result<Vec<u8>, Secrecy> {
    let envelope = Envelope::read(data, is_authentic).ok_or(Secrecy::Damaged)?;
    let key = envelope.content_key(reader)?;
    let plain = envelope.decrypt(&key).ok_or(Secrecy::Damaged)?;
    if plain.len() > CONTENT_BYTES { Err(Secrecy::Damaged) } else { Ok(plain) }
}

impl<'a> Envelope<'a> {
    fn read(data: &Element<'a>, is_authentic: bool) -> Option<Self> {
        let children = data.children()?;
        let at = children.iter().position(|element| element.tag == SET)?;
        let recipients = children.get(at)?.children()?;
        let info = children.get(at + 1).filter(|element| element.tag == SEQUENCE)?.children()?;
        let method = info.get(1)?.children()?;
        let name = method.first().filter(|element| element.tag == OBJECT)?;
        let after = children.get(at + 2..).unwrap_or_default();
        let authentic = if is_authentic {
            let attributes = after.iter().find(|element| element.tag == CONTEXT_1);
            let associated = attributes.map(|attributes| element(SET, attributes.content)).unwrap_or_default();
            Some((associated, after.iter().find(|element| element.tag == OCTETS)?.content))
        } else {
            None
        };
        Some(Self {
            recipients,
            method: ObjectIdentifier::from_bytes(name.content).ok()?,
            parameters: *method.get(1)?,
            encrypted: info.get(2).filter(|element| element.tag == PLAIN_0)?.content,
            authentic,
        })
    }

    /// The key of the content, opened with the first of our keys that the envelope names.
    fn content_key(&self, reader: &Reader<'_>) -> Result<Vec<u8>, Secrecy> {
        for own in reader.keyring.own(Kind::Smime) {
            let Ok(certificate) = Certificate::read(&own.facts().public) else { continue };
            let mut named = self.recipients.iter().take(RECIPIENTS).filter_map(Recipient::read);
            if let Some(recipient) = named.find(|recipient| certificate.is_meant_by(&recipient.identifier)) {
                let private = RsaPrivateKey::from_pkcs8_der(own.secret()).map_err(|_| Secrecy::Damaged)?;
                let opened = recipient.open(&private).ok_or(Secrecy::Damaged)?;
                return Ok(opened.unwrap_or_else(|| self.some_key(own.secret())));
            }
        }
        Err(Secrecy::NoKey)
    }

    /// A key that only we could foretell, and that opens nothing.
    fn some_key(&self, secret: &[u8]) -> Vec<u8> {
        let mut digest = Sha256::new();
        digest.update(secret);
        digest.update(self.encrypted);
        let size = key_size(self.method).unwrap_or(32);
        digest.finalize().into_iter().take(size).collect()
    }

    fn decrypt(&self, key: &[u8]) -> Option<Vec<u8>> {
        if key.len() != key_size(self.method)? {
            return None;
        }
        let Some((associated, code)) = &self.authentic else { return self.decrypt_blocks(key) };
        let fields = self.parameters.children()?;
        let nonce = fields.first().filter(|element| element.tag == OCTETS && element.content.len() == 12)?.content;
        let mut sealed = self.encrypted.to_vec();
        sealed.extend_from_slice(code);
        let payload = Payload { msg: &sealed, aad: associated };
        let expected = fields.get(1).filter(|element| element.tag == INTEGER).map_or(&[12][..], |size| size.content);
        if expected != [u8::try_from(code.len()).ok()?] {
            return None;
        }
        match (self.method.to_string().as_str(), code.len()) {
            (AES_128_GCM, 16) => AesGcm::<Aes128, U12, U16>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            (AES_128_GCM, 12) => AesGcm::<Aes128, U12, U12>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            (AES_192_GCM, 16) => AesGcm::<Aes192, U12, U16>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            (AES_192_GCM, 12) => AesGcm::<Aes192, U12, U12>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            (AES_256_GCM, 16) => AesGcm::<Aes256, U12, U16>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            (AES_256_GCM, 12) => AesGcm::<Aes256, U12, U12>::new_from_slice(key).ok()?.decrypt(nonce.into(), payload),
            _ => return None,
        }
        .ok()
    }

    /// CBC with the padding of RFC 5652 §6.3. Nothing proves that it is whole; that is why what comes out is never
    /// shown beside parts that came in the clear.
    fn decrypt_blocks(&self, key: &[u8]) -> Option<Vec<u8>> {
        let vector = Some(self.parameters).filter(|element| element.tag == OCTETS)?.content;
        match self.method.to_string().as_str() {
            AES_128_CBC => blocks::<Aes128>(key, vector, self.encrypted),
            AES_192_CBC => blocks::<Aes192>(key, vector, self.encrypted),
            AES_256_CBC => blocks::<Aes256>(key, vector, self.encrypted),
            TRIPLE_DES_CBC => blocks::<TdesEde3>(key, vector, self.encrypted),
            _ => None,
        }
    }
}

const AES_128_CBC: &str = "2.16.840.1.101.3.4.1.2";
const AES_192_CBC: &str = "2.16.840.1.101.3.4.1.22";
const AES_256_CBC: &str = "2.16.840.1.101.3.4.1.42";
const AES_128_GCM: &str = "2.16.840.1.101.3.4.1.6";
const AES_192_GCM: &str = "2.16.840.1.101.3.4.1.26";
const AES_256_GCM: &str = "2.16.840.1.101.3.4.1.46";
/// Old mails have it; we never write it.
const TRIPLE_DES_CBC: &str = "1.2.840.113549.3.7";

fn key_size(method: ObjectIdentifier) -> Option<usize> {
    match method.to_string().as_str() {
        AES_128_CBC | AES_128_GCM => Some(16),
        AES_192_CBC | AES_192_GCM | TRIPLE_DES_CBC => Some(24),
        AES_256_CBC | AES_256_GCM => Some(32),
        _ => None,
    }
}

fn blocks<C>(key: &[u8], vector: &[u8], encrypted: &[u8]) -> Option<Vec<u8>>
where
    C: cbc::cipher::BlockCipher + BlockDecryptMut + cbc::cipher::BlockSizeUser + cbc::cipher::KeyInit,
{
    cbc::Decryptor::<C>::new_from_slices(key, vector).ok()?.decrypt_padded_vec_mut::<Pkcs7>(encrypted).ok()
}

/// A recipient whose content key is encrypted with RSA (RFC 5652 §6.2.1); others are passed over.
struct Recipient<'a> {
    identifier: Element<'a>,
    method: ObjectIdentifier,
    parameters: Option<Element<'a>>,
    encrypted: &'a [u8],
}

impl<'a> Recipient<'a> {
    fn read(element: &Element<'a>) -> Option<Self> {
        let fields = Some(element).filter(|element| element.tag == SEQUENCE)?.children()?;
        let [_, identifier, method, encrypted] = fields.as_slice() else { return None };
        let method = method.children()?;
        Some(Self {
            identifier: *identifier,
            method: ObjectIdentifier::from_bytes(method.first()?.content).ok()?,
            parameters: method.get(1).copied(),
            encrypted: encrypted.content,
        })
    }

    /// The outer none when the method is not supported, the inner when the key does not come out.
    fn open(&self, private: &RsaPrivateKey) -> Option<Option<Vec<u8>>> {
        match self.method.to_string().as_str() {
            "1.2.840.113549.1.1.1" => Some(private.decrypt(Pkcs1v15Encrypt, self.encrypted).ok()),
            "1.2.840.113549.1.1.7" => {
                let padding = self.oaep()?;
                Some(private.decrypt(padding, self.encrypted).ok())
            }
            _ => None,
        }
    }

    /// RSAES-OAEP with the same digest for label and mask (RFC 4055 §4.1); SHA-1 when none is named.
    fn oaep(&self) -> Option<Oaep> {
        let fields = self.parameters.and_then(|parameters| parameters.children()).unwrap_or_default();
        let digest = fields.iter().find(|field| field.tag == super::CONTEXT_0).and_then(|field| {
            let name = Element::only(field.content, SEQUENCE)?.children()?;
            ObjectIdentifier::from_bytes(name.first()?.content).ok()
        });
        match digest.map(|digest| digest.to_string()).as_deref() {
            None | Some("1.3.14.3.2.26") => Some(Oaep::new::<sha1::Sha1>()),
            Some("2.16.840.1.101.3.4.2.1") => Some(Oaep::new::<sha2::Sha256>()),
            Some("2.16.840.1.101.3.4.2.2") => Some(Oaep::new::<sha2::Sha384>()),
            Some("2.16.840.1.101.3.4.2.3") => Some(Oaep::new::<sha2::Sha512>()),
            Some(_) => None,
        }
    }
}
