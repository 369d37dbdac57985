//! Mail is fetched over POP3 (RFC 1939): stored first, remembered by its unique id, deleted last or never.

mod client;
mod session;

pub(crate) use client::{greet, sign_in};
pub(crate) use session::session;
