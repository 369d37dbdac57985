//! Opens an OpenPGP message: decrypt, decompress, read within the limit, then see who signed.
//!
//! Content whose integrity is not protected stays closed (RFC 9580 §5.7): the library opens only SEIPD and the
//! authenticated packets of GnuPG, and hands nothing out before the check.

use std::io::{Cursor, Read as _};

use pgp::{
    composed::{DecryptionOptions, Deserializable as _, Message, SignedSecretKey, TheRing},
    errors::Error,
    types::Password,
};

use super::verify;
use crate::{
    Kind, Proof, Secrecy, State,
    limits::{CONTENT_BYTES, LAYERS},
    open::{Peeled, Reader},
};

/// What came out of a message.
struct Outcome {
    content: Vec<u8>,
    proof: Option<Proof>,
    was_encrypted: bool,
}

/// Opens a message, armoured or not. One that is signed without being encrypted is read, too.
pub(super) fn open(message: Vec<u8>, reader: &Reader<'_>) -> Peeled {
    let peeled = |proof, secrecy, inner| Peeled { kind: Kind::Pgp, proof, secrecy, inner };
    match read(message, reader) {
        Ok(Outcome { content, proof, was_encrypted: true }) => peeled(proof, Some(Secrecy::Opened), Some(content)),
        Ok(Outcome { content, proof, .. }) => {
            peeled(proof.or_else(|| Some(Proof::of(State::NotChecked))), None, Some(content))
        }
        Err(secrecy) => peeled(None, Some(secrecy), None),
    }
}

fn read(message: Vec<u8>, reader: &Reader<'_>) -> Result<Outcome, Secrecy> {
    let damaged = |_| Secrecy::Damaged;
    let (mut message, _) = Message::from_reader(Cursor::new(message)).map_err(damaged)?;
    let secrets: Vec<SignedSecretKey> =
        reader.keyring.own(Kind::Pgp).filter_map(|key| SignedSecretKey::from_bytes(key.secret()).ok()).collect();
    let mut was_encrypted = false;
    for _ in 0..LAYERS {
        if message.is_encrypted() {
            was_encrypted = true;
            message = decrypt(message, &secrets)?;
        } else if message.is_compressed() {
            message = message.decompress().map_err(damaged)?;
        } else {
            break;
        }
    }
    let mut content = Vec::new();
    let limit = u64::try_from(CONTENT_BYTES).unwrap_or(u64::MAX);
    (&mut message).take(limit + 1).read_to_end(&mut content).map_err(|_| Secrecy::Damaged)?;
    if content.len() > CONTENT_BYTES {
        return Err(Secrecy::Damaged);
    }
    Ok(Outcome { proof: verify::around(&message, reader), content, was_encrypted })
}

fn decrypt<'a>(message: Message<'a>, secrets: &[SignedSecretKey]) -> Result<Message<'a>, Secrecy> {
    let unlocked = Password::empty();
    let ring = TheRing {
        secret_keys: secrets.iter().collect(),
        key_passwords: vec![&unlocked],
        decrypt_options: DecryptionOptions::new().enable_gnupg_aead(),
        ..TheRing::default()
    };
    match message.decrypt_the_ring(ring, true) {
        Ok((message, _)) => Ok(message),
        Err(Error::MissingKey) => Err(Secrecy::NoKey),
        Err(_) => Err(Secrecy::Damaged),
    }
}
