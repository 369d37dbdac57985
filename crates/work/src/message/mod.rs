//! Messages: what is said about an item, public or internal, never ambiguous.

mod add;
mod list;
mod model;
mod store;

pub use add::add;
pub use list::{attachment, by_source, get, list};
pub use model::{Attachment, Author, Message, NewAttachment, NewMessage};
pub(crate) use store::STATEMENTS;
