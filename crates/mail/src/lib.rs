//! Mail in and out: fetch, receive, parse, find the thread, send. Knows no tickets; a thread is a number.

pub mod identity;
pub mod limits;
pub mod parse;
pub mod thread;

pub use limits::Limits;
pub use parse::{MailAddress, Parsed, parse};
