//! The library from outside: streams put together by hand, rich text of real programs, and anything at all.

#![allow(clippy::unwrap_used, clippy::panic)]

mod hostile;
mod outlook;
mod wrapped;
