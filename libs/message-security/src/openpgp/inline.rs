//! Armour within a text: clear-signed text and encrypted blocks, as old programs write them.
//!
//! Only a text that is nothing but the armour is taken off. What stands before or after it is neither signed nor
//! secret, and must not look as if it were.

use pgp::composed::CleartextSignedMessage;

use super::{decrypt, verify};
use crate::{
    Kind, Proof, Secrecy, State,
    entity::{Entity, lines},
    limits::SIGNERS,
    open::{Peeled, Reader},
};

const SIGNED: &str = "-----BEGIN PGP SIGNED MESSAGE-----";
const SIGNED_END: &str = "-----END PGP SIGNATURE-----";
const MESSAGE: &str = "-----BEGIN PGP MESSAGE-----";
const MESSAGE_END: &str = "-----END PGP MESSAGE-----";

/// Takes armour off a text; none when there is none.
pub(crate) fn peel(entity: &Entity<'_>, reader: &Reader<'_>) -> Option<Peeled> {
    let text = entity.content();
    let (signed, message) = (line(&text, SIGNED), line(&text, MESSAGE));
    let is_signed = match (signed, message) {
        (None, None) => return None,
        (Some(signed), Some(message)) => signed < message,
        (signed, _) => signed.is_some(),
    };
    let (start, end) = if is_signed { (signed, line(&text, SIGNED_END)) } else { (message, line(&text, MESSAGE_END)) };
    let block = start.zip(end).and_then(|(start, end)| whole(&text, start, end));
    let peeled = |proof, secrecy| Peeled { kind: Kind::Pgp, proof, secrecy, inner: None };
    Some(match (block, is_signed) {
        (Some(block), true) => clear_signed(block, entity, reader),
        (Some(block), false) => {
            let peeled = decrypt::open(block.to_vec(), reader);
            Peeled { inner: peeled.inner.map(|text| as_entity(&text, entity)), ..peeled }
        }
        (None, true) => peeled(Some(Proof::of(State::OnlyPart)), None),
        (None, false) => peeled(None, Some(Secrecy::OnlyPart)),
    })
}

fn clear_signed(block: &[u8], entity: &Entity<'_>, reader: &Reader<'_>) -> Peeled {
    let peeled = |proof, inner| Peeled { kind: Kind::Pgp, proof: Some(proof), secrecy: None, inner };
    let Ok((message, _)) = CleartextSignedMessage::from_armor(block) else {
        return peeled(Proof::of(State::NotChecked), None);
    };
    let text = message.signed_text();
    let signatures = message.signatures().iter().take(SIGNERS);
    let proof = verify::best(signatures.map(|signature| verify::detached(signature, text.as_bytes(), reader)));
    peeled(proof, Some(as_entity(text.as_bytes(), entity)))
}

/// The text as an entity of its own.
fn as_entity(text: &[u8], entity: &Entity<'_>) -> Vec<u8> {
    let declared = entity.parameter("charset").filter(|label| label.bytes().all(|byte| byte.is_ascii_graphic()));
    let charset = if std::str::from_utf8(text).is_ok() { "utf-8" } else { declared.unwrap_or("windows-1252") };
    let head = format!("Content-Type: text/plain; charset=\"{}\"\r\n", charset.replace(['"', '\\'], ""));
    [head.as_bytes(), b"Content-Transfer-Encoding: 8bit\r\n\r\n", text].concat()
}

/// Where the line that starts like this begins.
fn line(text: &[u8], start: &str) -> Option<usize> {
    lines(text)
        .map(|(from, _)| from)
        .find(|&from| text.get(from..).is_some_and(|rest| rest.starts_with(start.as_bytes())))
}

/// The block, if nothing stands before and after it.
fn whole(text: &[u8], start: usize, end: usize) -> Option<&[u8]> {
    let is_blank = |bytes: &[u8]| bytes.iter().all(u8::is_ascii_whitespace);
    let after = lines(text.get(end..)?).next().map(|(_, next)| end + next)?;
    (is_blank(text.get(..start)?) && is_blank(text.get(after..)?)).then(|| text.get(start..after))?
}
