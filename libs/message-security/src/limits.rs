//! Every limit in one place; past a limit a mail is shown as it came and nothing is claimed about it.

/// The longest header block that is read, in bytes.
pub const HEADER_BYTES: usize = 256 * 1024;
/// How many layers of signing and encrypting are taken off.
pub const LAYERS: usize = 5;
/// The most parts of one multipart that are looked at.
pub const PARTS: usize = 100;
/// The largest content that may come out of decryption or decompression, in bytes.
pub const CONTENT_BYTES: usize = 64 * 1024 * 1024;
/// The deepest nesting of ASN.1 elements.
pub const ASN1_DEPTH: usize = 24;
/// The most ASN.1 elements of one message.
pub const ASN1_ELEMENTS: usize = 200_000;
/// The most signatures of one mail that are checked.
pub const SIGNERS: usize = 8;
/// The most certificates that a mail may bring along.
pub const CERTIFICATES: usize = 32;
/// The most recipients of an encrypted mail that are compared with our keys.
pub const RECIPIENTS: usize = 1_000;
/// The largest key or certificate file that is read, in bytes.
pub const KEY_BYTES: usize = 1024 * 1024;
/// The most keys that a mail may offer.
pub const OFFERED_KEYS: usize = 4;
