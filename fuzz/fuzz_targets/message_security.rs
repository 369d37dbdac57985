//! Any bytes are a mail, a key or nothing; opening one ends, does not panic and proves nothing without keys.
#![no_main]

use libfuzzer_sys::fuzz_target;
use message_security::{Keyring, State, open, read_certificates, read_private, read_public};

const TYPES: [&str; 6] = [
    "application/pkcs7-mime",
    "text/plain",
    "multipart/mixed; boundary=b",
    "multipart/signed; boundary=b; protocol=\"application/pgp-signature\"",
    "multipart/signed; boundary=b; protocol=\"application/pkcs7-signature\"",
    "multipart/encrypted; boundary=b",
];

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    let mail = match TYPES.get(usize::from(kind)) {
        Some(kind) => [format!("From: a@b.test\r\nContent-Type: {kind}\r\n\r\n").as_bytes(), bytes].concat(),
        None => bytes.to_vec(),
    };
    let opened = open(&mail, &Keyring::default(), 1_800_000_000);
    let signature = opened.verdict.and_then(|verdict| verdict.signature);
    assert!(signature.is_none_or(|proof| proof.state != State::Valid));
    let _ = read_public(bytes);
    let _ = read_certificates(bytes);
    let _ = read_private(bytes, "");
});
