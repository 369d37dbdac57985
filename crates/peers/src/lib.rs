//! The real programs that tests talk to: PostgreSQL, Dovecot, Postfix, OpenSSL and GnuPG, each private and gone at
//! the end.
//!
//! What cannot be started is an error that names the command which installs it; nothing is skipped in silence.

pub mod authorization;
pub mod dovecot;
pub mod gnupg;
mod guard;
mod maildir;
pub mod name_server;
pub mod openssl;
mod place;
pub mod postfix;
pub mod postgres;
mod program;
pub mod smtp;

pub use guard::{Guard, Output};
pub use maildir::Maildir;
pub use name_server::NameServer;
pub use place::{Place, free_port};
pub use program::{Missing, command, is_root, require};
