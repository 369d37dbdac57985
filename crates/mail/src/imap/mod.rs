//! Mail is fetched over IMAP (RFC 3501): stored first, the cursor in the same transaction, marked as read last.

mod connect;
mod fetch;
mod run;
mod watch;

pub use connect::TlsTrust;
pub use run::run;
pub use watch::watch;
