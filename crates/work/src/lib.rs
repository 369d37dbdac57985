//! The item: kinds, keys, states, messages, links, watchers and tags, with one file per verb.
//!
//! Verbs are plain functions over a transaction and a scope. Every change appends one event; every reader leaves out
//! what its scope may not see. Tickets come from `desk`, bugs from `tracker` and so on; here they are all items.

mod category;
mod error;
pub mod item;
mod kind;
pub mod limits;
pub mod link;
pub mod list;
pub mod markdown;
pub mod message;
pub mod priority;
pub mod queue;
pub mod status;
mod stored;
pub mod tag;
mod visibility;
pub mod watch;
mod words;

pub use category::{Category, WaitingOn};
pub use error::Error;
pub use item::{Item, NewItem};
pub use kind::Kind;
pub use link::{Link, LinkKind};
pub use list::ItemRow;
pub use message::{Attachment, Author, Message, NewAttachment, NewContent, NewMessage};
pub use queue::{Queue, QueueData};
pub use status::Status;
pub use visibility::{Channel, Format, Visibility};
pub use words::UnknownWord;

/// The tables of this crate; those of `people` come before.
#[must_use]
pub fn part() -> store::Part {
    store::Part {
        migrations: vec![
            store::Migration { name: "work_0001_work", sql: include_str!("../migrations/0001_work.sql") },
            store::Migration { name: "work_0002_merge", sql: include_str!("../migrations/0002_merge.sql") },
        ],
        statements: [
            item::store::STATEMENTS,
            item::MERGE_STATEMENTS,
            link::STATEMENTS,
            list::NAME_STATEMENTS,
            list::STATEMENTS,
            message::STATEMENTS,
            priority::STATEMENTS,
            queue::STATEMENTS,
            status::STATEMENTS,
            tag::STATEMENTS,
            watch::STATEMENTS,
        ]
        .concat(),
    }
}
