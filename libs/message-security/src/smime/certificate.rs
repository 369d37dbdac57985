//! A certificate as its exact bytes, and what it says about its holder.

use der::{Decode, asn1::ObjectIdentifier};
use sha2::{Digest, Sha256};
use x509_cert::{
    Certificate as Parsed,
    ext::pkix::{KeyUsage, SubjectAltName, SubjectKeyIdentifier, name::GeneralName},
    name::Name,
};

use super::asn::{CONTEXT_0, Element, INTEGER, SEQUENCE};
use crate::{Error, Facts, Kind};

const COMMON_NAME: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.3");
const ORGANIZATION: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.5.4.10");
const EMAIL: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.9.1");

/// A certificate (RFC 5280).
#[derive(Clone, Debug)]
pub(crate) struct Certificate {
    der: Vec<u8>,
    parsed: Parsed,
}

impl Certificate {
    pub(crate) fn read(der: &[u8]) -> Result<Self, Error> {
        let whole = Element::only(der, SEQUENCE).ok_or(Error::NotAKey)?.whole;
        let parsed = Parsed::from_der(whole).map_err(|_| Error::NotAKey)?;
        Ok(Self { der: whole.to_vec(), parsed })
    }

    pub(crate) fn der(&self) -> &[u8] {
        &self.der
    }

    pub(crate) const fn parsed(&self) -> &Parsed {
        &self.parsed
    }

    /// SHA-256 of the certificate, in lower-case hexadecimal.
    pub(crate) fn fingerprint(&self) -> String {
        hex::encode(Sha256::digest(&self.der))
    }

    /// The addresses it is for, in lower case: those of the alternative names, else those of the subject
    /// (RFC 8550 §3).
    pub(crate) fn addresses(&self) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        if let Ok(Some((_, names))) = self.parsed.tbs_certificate.get::<SubjectAltName>() {
            found.extend(names.0.iter().filter_map(|name| match name {
                GeneralName::Rfc822Name(address) => Some(address.as_str().to_lowercase()),
                _ => None,
            }));
        }
        if found.is_empty() {
            found.extend(values(&self.parsed.tbs_certificate.subject, EMAIL).map(|address| address.to_lowercase()));
        }
        found.sort();
        found.dedup();
        found
    }

    /// The holder in words: the common name, else the organisation, else the first address.
    pub(crate) fn holder(&self) -> String {
        in_words(&self.parsed.tbs_certificate.subject)
            .or_else(|| self.addresses().into_iter().next())
            .unwrap_or_default()
    }

    /// The issuer in words.
    pub(crate) fn issuer(&self) -> String {
        in_words(&self.parsed.tbs_certificate.issuer).unwrap_or_default()
    }

    /// First and last second of its validity, since 1970.
    pub(crate) fn validity(&self) -> (i64, i64) {
        let validity = &self.parsed.tbs_certificate.validity;
        let seconds =
            |time: &x509_cert::time::Time| i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX);
        (seconds(&validity.not_before), seconds(&validity.not_after))
    }

    /// Whether its key may sign messages, or open them; a certificate that says nothing allows both.
    pub(crate) fn allows(&self, signs: bool) -> bool {
        match self.parsed.tbs_certificate.get::<KeyUsage>() {
            Ok(Some((_, usage))) if signs => usage.digital_signature() || usage.non_repudiation(),
            Ok(Some((_, usage))) => usage.key_encipherment() || usage.key_agreement(),
            Ok(None) => true,
            Err(_) => false,
        }
    }

    /// Whether the certificate is meant by `identifier`: issuer and serial number, or the key's identifier
    /// (RFC 5652 §5.3).
    pub(super) fn is_meant_by(&self, identifier: &Element<'_>) -> bool {
        if identifier.tag == SEQUENCE {
            return self.issuer_and_serial().is_some_and(|own| Some(own) == identifier.children().map(both));
        }
        match self.parsed.tbs_certificate.get::<SubjectKeyIdentifier>() {
            Ok(Some((_, own))) => own.0.as_bytes() == identifier.content,
            _ => false,
        }
    }

    fn issuer_and_serial(&self) -> Option<(Option<&[u8]>, Option<&[u8]>)> {
        let body = Element::only(&self.der, SEQUENCE)?.children()?.into_iter().next()?.children()?;
        let body: Vec<_> = body.into_iter().skip_while(|element| element.tag == CONTEXT_0).collect();
        let serial = body.first().filter(|element| element.tag == INTEGER)?;
        Some((Some(body.get(2)?.whole), Some(serial.whole)))
    }

    pub(crate) fn facts(&self) -> Facts {
        let (valid_from, valid_until) = self.validity();
        Facts {
            kind: Kind::Smime,
            fingerprint: self.fingerprint(),
            holder: self.holder(),
            issuer: Some(self.issuer()),
            addresses: self.addresses(),
            valid_from,
            valid_until: Some(valid_until),
            public: self.der.clone(),
        }
    }
}

fn both(elements: Vec<Element<'_>>) -> (Option<&[u8]>, Option<&[u8]>) {
    (elements.first().map(|element| element.whole), elements.get(1).map(|element| element.whole))
}

fn in_words(name: &Name) -> Option<String> {
    values(name, COMMON_NAME).next().or_else(|| values(name, ORGANIZATION).next())
}

fn values(name: &Name, wanted: ObjectIdentifier) -> impl Iterator<Item = String> + '_ {
    name.0.iter().flat_map(|part| part.0.iter()).filter(move |part| part.oid == wanted).map(|part| {
        let text = String::from_utf8_lossy(part.value.value());
        text.chars().filter(|c| !c.is_control()).take(200).collect()
    })
}
