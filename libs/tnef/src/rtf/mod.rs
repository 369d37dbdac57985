//! Rich text as mail carries it: compressed, and around the HTML or the plain text that the sender wrote.

mod compressed;
mod tokens;
mod unwrap;

pub use compressed::{compress_plainly, decompress};
pub use unwrap::{Body, unwrap};
