//! What the signature of a mail proves and what its encryption hides: S/MIME (RFC 8551) and OpenPGP (RFC 9580,
//! PGP/MIME by RFC 3156), over bytes, keys and an instant. Knows no database, no network and no clock.
//!
//! The cryptography is that of well-kept crates: `rustls-webpki` builds and checks certificate chains and verifies
//! S/MIME signatures, `cms`, `rsa`, `aes` and `cbc` make and open S/MIME envelopes, `pgp` does OpenPGP. What is
//! written here is which bytes are meant, which keys count, and what may be said about the outcome.
//!
//! [`open`] takes a received mail apart, [`protect`] wraps one that is to be sent.

mod entity;
mod error;
mod key;
mod keyring;
pub mod limits;
mod open;
mod openpgp;
mod protect;
mod random;
mod smime;
mod verdict;

pub use error::Error;
pub use key::{Facts, PrivateKey, read_certificates, read_private, read_public};
pub use keyring::{Keyring, Known};
pub use open::{Opened, is_protected, open};
pub use protect::{Protection, Recipient, protect};
pub use random::Random;
pub use verdict::{Kind, Proof, Secrecy, State, Verdict};
