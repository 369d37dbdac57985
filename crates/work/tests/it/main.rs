//! The item's rules on both databases.

#![expect(clippy::unwrap_used, clippy::panic, reason = "tests end at the first surprise")]

mod house;
mod merges;
mod messages;
mod paging;
mod queries;
mod racing;
mod scopes;
mod statements;
mod verbs;
