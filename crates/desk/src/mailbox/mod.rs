//! What a mailbox means at the desk: the queue of its mail, its signature, whether it answers at once.

mod add;
mod change;
mod list;
pub(crate) mod store;
pub mod trial;
pub mod watch;

pub use add::{NewMailbox, add};
pub use change::{Change, change};
pub use list::{DeskMailbox, first_queue, for_queue, list, of};
