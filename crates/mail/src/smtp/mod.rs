//! Our own SMTP listener (RFC 5321): 250 is said only when the mail is on disk.

mod command;
mod data;
mod door;
mod server;
mod session;
mod wire;

pub use door::{Intake, Verdict};
pub use server::{Settings, serve};
pub use session::{Context, Ended, run};
