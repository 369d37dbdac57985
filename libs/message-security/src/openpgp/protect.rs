//! Signs and encrypts with OpenPGP keys: detached signatures, and SEIPD messages with AES-256 that are signed within.

use pgp::{
    composed::{
        ArmorOptions, Deserializable as _, DetachedSignature, MessageBuilder, SignedSecretKey, SubpacketConfig,
    },
    crypto::{hash::HashAlgorithm, sym::SymmetricKeyAlgorithm},
    packet::{SecretKey, SecretSubkey, Subpacket, SubpacketData},
    types::{KeyDetails, KeyVersion, Password, SigningKey, Timestamp},
};

use super::key::{Half, Key};
use crate::{Error, PrivateKey, Random};

/// The half of a private key that signs.
enum Signer<'a> {
    Primary(&'a SecretKey),
    Sub(&'a SecretSubkey),
}

impl<'a> Signer<'a> {
    /// The subkey for signing if there is one, else the primary key.
    fn of(secret: &'a SignedSecretKey, at: i64) -> Result<Self, Error> {
        let key = Key::read(&public_of(secret)?)?;
        let fit = key.signing().into_iter().filter(|(_, end)| end.is_none_or(|end| at <= end));
        let wanted = fit.last().map(|(half, _)| half.details().fingerprint());
        let wanted = wanted.ok_or_else(|| Error::Unsupported("this key cannot sign".to_owned()))?;
        let sub = secret.secret_subkeys.iter().find(|subkey| subkey.key.fingerprint() == wanted);
        Ok(sub.map_or(Self::Primary(&secret.primary_key), |subkey| Self::Sub(&subkey.key)))
    }

    fn key(&self) -> &'a dyn SigningKey {
        match self {
            Self::Primary(key) => *key,
            Self::Sub(key) => *key,
        }
    }

    fn digest(&self) -> HashAlgorithm {
        self.key().hash_alg()
    }

    /// What every signature says of itself: its maker and its second, from our clock.
    fn subpackets(&self, at: i64) -> Result<SubpacketConfig, Error> {
        let made = Timestamp::from_secs(u32::try_from(at).unwrap_or(0));
        let key = self.key();
        let hashed = vec![
            Subpacket::regular(SubpacketData::IssuerFingerprint(key.fingerprint())).map_err(failed)?,
            Subpacket::regular(SubpacketData::SignatureCreationTime(made)).map_err(failed)?,
        ];
        let mut unhashed = Vec::new();
        if key.version() <= KeyVersion::V4 {
            let id = SubpacketData::IssuerKeyId(key.legacy_key_id());
            unhashed.push(Subpacket::regular(id).map_err(failed)?);
        }
        Ok(SubpacketConfig::UserDefined { hashed, unhashed })
    }
}

fn public_of(secret: &SignedSecretKey) -> Result<Vec<u8>, Error> {
    use pgp::ser::Serialize as _;
    secret.to_public_key().to_bytes().map_err(failed)
}

fn secret_of(key: &PrivateKey) -> Result<SignedSecretKey, Error> {
    SignedSecretKey::from_bytes(key.secret()).map_err(|_| Error::NotAKey)
}

/// The digest that a signature of this key has, as the parameter `micalg` calls it (RFC 3156 §5).
pub(crate) fn digest_of(key: &PrivateKey, at: i64) -> Result<&'static str, Error> {
    let secret = secret_of(key)?;
    Ok(match Signer::of(&secret, at)?.digest() {
        HashAlgorithm::Sha384 => "pgp-sha384",
        HashAlgorithm::Sha512 => "pgp-sha512",
        _ => "pgp-sha256",
    })
}

/// The detached signature of an entity, armoured.
pub(crate) fn sign(entity: &[u8], key: &PrivateKey, at: i64, random: Random<'_>) -> Result<Vec<u8>, Error> {
    let secret = secret_of(key)?;
    let signer = Signer::of(&secret, at)?;
    let (password, digest, subpackets) = (Password::empty(), signer.digest(), signer.subpackets(at)?);
    let key = Box::new(signer.key());
    let signature =
        DetachedSignature::sign_binary_data_with_subpackets(random, &key, &password, digest, entity, subpackets);
    signature.and_then(|signature| signature.to_armored_bytes(ArmorOptions::default())).map_err(failed)
}

/// A message with the entity for every one of `recipients`, armoured; signed within when there is a key for it.
pub(crate) fn encrypt(
    entity: &[u8],
    recipients: &[Vec<u8>],
    key: Option<&PrivateKey>,
    at: i64,
    mut random: Random<'_>,
) -> Result<Vec<u8>, Error> {
    let secret = key.map(secret_of).transpose()?;
    let signer = secret.as_ref().map(|secret| Signer::of(secret, at)).transpose()?;
    let mut builder =
        MessageBuilder::from_bytes("", entity.to_vec()).seipd_v1(&mut random, SymmetricKeyAlgorithm::AES256);
    if let Some(signer) = &signer {
        let subpackets = signer.subpackets(at)?;
        builder.sign_with_subpackets(signer.key(), Password::empty(), signer.digest(), subpackets);
    }
    for public in recipients {
        let key = Key::read(public)?;
        match key.encrypting(at).ok_or_else(|| Error::Unusable(key.facts().holder))? {
            Half::Primary(key) => builder.encrypt_to_key(&mut random, key).map_err(failed)?,
            Half::Sub(key) => builder.encrypt_to_key(&mut random, key).map_err(failed)?,
        };
    }
    builder.to_armored_string(random, ArmorOptions::default()).map(String::into_bytes).map_err(failed)
}

fn failed(error: impl std::fmt::Display) -> Error {
    Error::Failed(error.to_string())
}
