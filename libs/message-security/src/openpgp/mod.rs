//! OpenPGP in mails: signed and encrypted parts (RFC 3156), and armour within a text.

mod decrypt;
mod inline;
mod key;
mod protect;
mod verify;

pub(crate) use inline::peel as peel_inline;
pub(crate) use key::{can_encrypt, facts_of, read_private, read_public};
pub(crate) use protect::{digest_of, encrypt, sign};

use pgp::composed::{Deserializable as _, DetachedSignature};

use crate::{
    Kind, Proof, State,
    entity::{Entity, canonical},
    limits::SIGNERS,
    open::{Peeled, Reader},
};

/// Takes off a detached signature (RFC 3156 §5): the first part is what is signed, byte by byte.
pub(crate) fn peel_detached(parts: &[&[u8]], reader: &Reader<'_>) -> Option<Peeled> {
    let [content, signature] = parts else { return None };
    let content = canonical(content);
    let armour = Entity::read(signature).content().into_owned();
    let proof = match DetachedSignature::from_armor_many(&*armour) {
        Ok((signatures, _)) => {
            let signatures = signatures.take(SIGNERS).filter_map(Result::ok).map(|detached| detached.signature);
            verify::best(signatures.map(|signature| verify::detached(&signature, &content, reader)))
        }
        Err(_) => Proof::of(State::NotChecked),
    };
    Some(Peeled { kind: Kind::Pgp, proof: Some(proof), secrecy: None, inner: Some(content.into_owned()) })
}

/// Takes off encryption (RFC 3156 §4): a version part, then the message.
pub(crate) fn peel_encrypted(message: &[u8], reader: &Reader<'_>) -> Peeled {
    let armour = Entity::read(message).content().into_owned();
    decrypt::open(armour, reader)
}
