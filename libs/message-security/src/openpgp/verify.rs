//! What an OpenPGP signature proves: only keys that somebody of us has said belong to an address count.

use pgp::{
    composed::Message,
    crypto::hash::HashAlgorithm,
    packet::{Signature, SignatureType},
};

use super::key::{Half, Key};
use crate::{Kind, Proof, State, limits::SIGNERS, open::Reader};

/// A signature beside its content.
pub(super) fn detached(signature: &Signature, content: &[u8], reader: &Reader<'_>) -> Proof {
    proof(signature, reader, |half| half.verify(signature, content))
}

/// The signatures around a message that was read to its end; none when it has none.
pub(super) fn around(message: &Message<'_>, reader: &Reader<'_>) -> Option<Proof> {
    let Message::Signed { reader: signatures, .. } = message else { return None };
    let count = signatures.num_signatures().min(SIGNERS);
    let proofs = (0..count).filter_map(|index| {
        let signature = signatures.signature(index)?;
        Some(proof(signature, reader, |half| message.verify_nested_explicit(index, half.details()).is_ok()))
    });
    Some(best(proofs))
}

/// One right signature is enough; else the first one speaks.
pub(super) fn best(proofs: impl Iterator<Item = Proof>) -> Proof {
    let proofs: Vec<Proof> = proofs.collect();
    let valid = proofs.iter().find(|proof| proof.state == State::Valid);
    valid.or_else(|| proofs.first()).cloned().unwrap_or_else(|| Proof::of(State::NotChecked))
}

fn proof(signature: &Signature, reader: &Reader<'_>, is_right: impl Fn(Half<'_>) -> bool) -> Proof {
    if !matches!(signature.typ(), Some(SignatureType::Binary | SignatureType::Text)) {
        return Proof::of(State::NotChecked);
    }
    let mut found: Option<Proof> = None;
    for (address, public) in reader.keyring.public(Kind::Pgp) {
        let Ok(key) = Key::read(public) else { continue };
        let signing = key.signing().into_iter().find(|(half, _)| half.is_meant_by(signature));
        let Some((half, end)) = signing else { continue };
        let is_within = key.is_within(reader.at) && end.is_none_or(|end| reader.at <= end);
        let state = if is_weak(signature) {
            State::Outdated
        } else if !is_right(half) {
            State::Broken
        } else if !is_within || is_over(signature, reader.at) {
            State::Expired
        } else if reader.from.as_deref() == Some(address) {
            State::Valid
        } else {
            State::WrongAddress
        };
        let facts = key.facts();
        let proof = Proof { state, signer: Some(facts.holder), issuer: None, fingerprint: Some(facts.fingerprint) };
        if state == State::Valid {
            return proof;
        }
        found.get_or_insert(proof);
    }
    found.unwrap_or_else(|| unknown(signature))
}

/// The signer is not known; the signature says at least which key it was.
fn unknown(signature: &Signature) -> Proof {
    let fingerprint = signature.issuer_fingerprint().first().map(|fingerprint| hex::encode(fingerprint.as_bytes()));
    let id = signature.issuer_key_id().first().map(|id| hex::encode(id.as_ref()));
    Proof { fingerprint: fingerprint.or(id), ..Proof::of(State::UnknownSigner) }
}

fn is_weak(signature: &Signature) -> bool {
    matches!(signature.hash_alg(), None | Some(HashAlgorithm::Md5 | HashAlgorithm::Sha1 | HashAlgorithm::Ripemd160))
}

/// The signature itself said how long it counts.
fn is_over(signature: &Signature, at: i64) -> bool {
    let length = signature.signature_expiration_time().map_or(0, |length| i64::from(length.as_secs()));
    let made = signature.created().map_or(0, |made| i64::from(made.as_secs()));
    length > 0 && made + length < at
}
