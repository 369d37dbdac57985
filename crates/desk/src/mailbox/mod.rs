//! What a mailbox means at the desk: the queue of its mail, its signature, whether it answers at once.

mod add;
mod list;
pub(crate) mod store;

pub use add::{NewMailbox, add};
pub use list::{DeskMailbox, first_queue, for_queue, list, of};
