//! Mail is fetched over IMAP (RFC 3501): stored first, the cursor in the same transaction, marked as read last.

mod connect;
mod fetch;
mod session;

pub(crate) use connect::{Imap, folders, greet, sign_in};
pub(crate) use session::session;
