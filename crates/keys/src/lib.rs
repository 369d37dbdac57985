//! Keys of the installation: a ring in one private file, one derived key for every purpose.
//!
//! Sealing is XChaCha20-Poly1305 with the place of the value as associated data; authentication codes
//! are HMAC-SHA-256. Both use keys derived with HKDF-SHA-256, so that no key serves two purposes.
//! The newest key writes, every key of the ring still reads.

mod error;
mod file;
mod mac;
mod ring_of_keys;
mod seal;
mod token;

pub use error::Error;
pub use file::rotate;
pub use mac::SHORTEST_MAC;
pub use ring_of_keys::Keys;
pub use token::{digest, hash_token, same};
