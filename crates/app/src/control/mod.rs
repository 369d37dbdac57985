//! The private socket: commands of the command line run inside the serving process, which owns the store.
//!
//! One request a connection: a JSON header line, then the raw input; the answer is one JSON object. The
//! socket lies in the data folder (0700), so only the installation's own user reaches it.

mod client;
mod server;

pub use client::ask;
pub use server::{bind, serve};

use serde::{Deserialize, Serialize};

use crate::command::Inside;

/// The largest standard input passed on, in bytes.
pub const INPUT_LIMIT: usize = 128 << 20;
/// The longest header line, in bytes.
const HEADER_LIMIT: usize = 64 << 10;

#[derive(Debug, Serialize, Deserialize)]
struct Request<C> {
    command: C,
    input_bytes: usize,
}

type Incoming = Request<Inside>;
