//! An OpenPGP key, and what its own signatures say about it; what they do not prove is not there.

use pgp::{
    composed::{Deserializable as _, SignedPublicKey, SignedSecretKey},
    packet::{PublicKey, PublicSubkey, Signature, SignatureType},
    ser::Serialize as _,
    types::{KeyDetails, Password, Tag, VerifyingKey},
};

use crate::{Error, Facts, Kind, PrivateKey};

/// One half of a key that signs or is encrypted to: the primary key or a subkey.
#[derive(Clone, Copy)]
pub(super) enum Half<'a> {
    Primary(&'a PublicKey),
    Sub(&'a PublicSubkey),
}

impl<'a> Half<'a> {
    pub(super) fn details(self) -> &'a dyn VerifyingKey {
        match self {
            Self::Primary(key) => key,
            Self::Sub(key) => key,
        }
    }

    /// It made this signature, as far as the signature says.
    pub(super) fn is_meant_by(self, signature: &Signature) -> bool {
        let (fingerprint, id) = (self.details().fingerprint(), self.details().legacy_key_id());
        let (fingerprints, ids) = (signature.issuer_fingerprint(), signature.issuer_key_id());
        fingerprints.contains(&&fingerprint) || (fingerprints.is_empty() && ids.contains(&&id))
    }

    pub(super) fn verify(self, signature: &Signature, content: &[u8]) -> bool {
        match self {
            Self::Primary(key) => signature.verify(key, content).is_ok(),
            Self::Sub(key) => signature.verify(key, content).is_ok(),
        }
    }
}

/// A public key with the parts that its own signatures bind.
pub(super) struct Key {
    signed: SignedPublicKey,
}

impl Key {
    /// Reads packets.
    pub(super) fn read(packets: &[u8]) -> Result<Self, Error> {
        let signed = SignedPublicKey::from_bytes(packets).map_err(|_| Error::NotAKey)?;
        Ok(Self { signed })
    }

    /// The halves that sign, with the last second of each.
    pub(super) fn signing(&self) -> Vec<(Half<'_>, Option<i64>)> {
        let primary = &self.signed.primary_key;
        let bound = self.subkeys().filter(|(_, binding)| binding.key_flags().sign());
        let bound = bound.filter(|(key, binding)| {
            // A subkey that signs must agree to belong to the primary key (RFC 9580 §5.2.1.9).
            binding.embedded_signature().is_some_and(|back| back.verify_primary_key_binding(*key, primary).is_ok())
        });
        let halves = bound.map(|(key, binding)| (Half::Sub(key), end_of(key, binding)));
        let own = primary.algorithm().can_sign().then_some((Half::Primary(primary), self.facts().valid_until));
        own.into_iter().chain(halves).collect()
    }

    /// The half that mail is encrypted to at this second: the newest subkey for it, else the primary key.
    pub(super) fn encrypting(&self, at: i64) -> Option<Half<'_>> {
        if !self.is_within(at) {
            return None;
        }
        let encrypts = |flags: pgp::packet::KeyFlags| flags.encrypt_comms() || flags.encrypt_storage();
        let is_fit = |key: &PublicSubkey, binding: &Signature| {
            let is_within = end_of(key, binding).is_none_or(|end| at <= end);
            is_within && key.algorithm().can_encrypt() && encrypts(binding.key_flags())
        };
        let subkeys = self.subkeys().filter(|(key, binding)| is_fit(key, binding));
        if let Some((key, _)) = subkeys.max_by_key(|(key, _)| key.created_at()) {
            return Some(Half::Sub(key));
        }
        let primary = &self.signed.primary_key;
        let allowed = self.own_signature().is_some_and(|own| encrypts(own.key_flags()));
        (allowed && primary.algorithm().can_encrypt()).then_some(Half::Primary(primary))
    }

    /// The key may be used at this second.
    pub(super) fn is_within(&self, at: i64) -> bool {
        let facts = self.facts();
        facts.valid_from <= at && facts.valid_until.is_none_or(|until| at <= until)
    }

    /// Subkeys that the primary key binds and has not revoked, with the newest binding.
    fn subkeys(&self) -> impl Iterator<Item = (&PublicSubkey, &Signature)> {
        let primary = &self.signed.primary_key;
        self.signed.public_subkeys.iter().filter_map(move |subkey| {
            let right = |signature: &&Signature| signature.verify_subkey_binding(primary, &subkey.key).is_ok();
            let of = |kind| subkey.signatures.iter().filter(move |signature| signature.typ() == Some(kind));
            if of(SignatureType::SubkeyRevocation).any(|signature| right(&signature)) {
                return None;
            }
            let newest = of(SignatureType::SubkeyBinding).filter(right).max_by_key(|binding| binding.created())?;
            Some((&subkey.key, newest))
        })
    }

    /// The names that the key itself certifies.
    fn names(&self) -> impl Iterator<Item = (String, &Signature)> {
        let primary = &self.signed.primary_key;
        self.signed.details.users.iter().filter_map(move |user| {
            let right = |signature: &&Signature| signature.verify_certification(primary, Tag::UserId, &user.id).is_ok();
            let newest = user.signatures.iter().filter(right).max_by_key(|signature| signature.created())?;
            // The newest word may be that the name is not used any more.
            newest.is_certification().then(|| (String::from_utf8_lossy(user.id.id()).into_owned(), newest))
        })
    }

    /// The newest signature of the key about itself.
    fn own_signature(&self) -> Option<&Signature> {
        let primary = &self.signed.primary_key;
        let direct = self.signed.details.direct_signatures.iter();
        let direct = direct.filter(|signature| signature.verify_key(primary).is_ok());
        direct.chain(self.names().map(|(_, signature)| signature)).max_by_key(|signature| signature.created())
    }

    fn is_revoked(&self) -> bool {
        let revocations = &self.signed.details.revocation_signatures;
        revocations.iter().any(|signature| signature.verify_key(&self.signed.primary_key).is_ok())
    }

    pub(super) fn facts(&self) -> Facts {
        let primary = &self.signed.primary_key;
        let names: Vec<String> = self.names().map(|(name, _)| name).collect();
        let mut addresses: Vec<String> = names.iter().filter_map(|name| address_in(name)).collect();
        addresses.sort();
        addresses.dedup();
        let created = i64::from(primary.created_at().as_secs());
        let end = self.own_signature().and_then(|own| end_of(primary, own));
        let mut public = Vec::new();
        // Writing into memory does not fail.
        let _ = self.signed.to_writer(&mut public);
        Facts {
            kind: Kind::Pgp,
            fingerprint: hex::encode(primary.fingerprint().as_bytes()),
            holder: names.first().map(|name| clean(name)).unwrap_or_default(),
            issuer: None,
            addresses,
            valid_from: created,
            // A revoked key was never valid: nobody knows since when somebody else had it.
            valid_until: if self.is_revoked() { Some(created - 1) } else { end },
            public,
        }
    }
}

/// The last second of a key as its signature says; none when it has no end.
fn end_of(key: &impl KeyDetails, signature: &Signature) -> Option<i64> {
    let length = signature.key_expiration_time()?.as_secs();
    (length > 0).then(|| i64::from(key.created_at().as_secs()) + i64::from(length))
}

/// `Kim <kim@example.org>` or the bare address, in lower case.
fn address_in(name: &str) -> Option<String> {
    let inner = name.rsplit_once('<').and_then(|(_, rest)| rest.split_once('>')).map_or(name, |(address, _)| address);
    let address = inner.trim().to_lowercase();
    (address.contains('@') && !address.contains(char::is_whitespace)).then_some(address)
}

fn clean(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(200).collect()
}

/// What the packets of a key say.
pub(crate) fn facts_of(packets: &[u8]) -> Result<Facts, Error> {
    Ok(Key::read(packets)?.facts())
}

/// Reads an armoured public key.
pub(crate) fn read_public(file: &[u8]) -> Result<Facts, Error> {
    let (signed, _) = SignedPublicKey::from_armor_single(file).map_err(|_| Error::NotAKey)?;
    Ok(Key { signed }.facts())
}

/// Reads an armoured private key and takes its password away.
pub(crate) fn read_private(file: &[u8], password: &str) -> Result<PrivateKey, Error> {
    let (mut secret, _) = SignedSecretKey::from_armor_single(file).map_err(|_| Error::NotAKey)?;
    let password = Password::from(password);
    secret.primary_key.remove_password(&password).map_err(|_| Error::Locked)?;
    for subkey in &mut secret.secret_subkeys {
        subkey.key.remove_password(&password).map_err(|_| Error::Locked)?;
    }
    let facts = Key { signed: secret.to_public_key() }.facts();
    let mut packets = Vec::new();
    secret.to_writer(&mut packets).map_err(|_| Error::NotAKey)?;
    Ok(PrivateKey::new(facts, Vec::new(), packets))
}

/// Whether mail can be encrypted with this key at this second.
pub(crate) fn can_encrypt(facts: &Facts, at: i64) -> bool {
    Key::read(&facts.public).is_ok_and(|key| key.encrypting(at).is_some())
}
