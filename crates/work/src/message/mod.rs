//! Messages: what is said about an item, public or internal, never ambiguous.

mod add;
mod list;
mod model;
mod move_back;
mod move_to;
mod replace_content;
mod replace_html;
mod store;

pub use add::add;
pub use list::{attachment, by_source, get, list};
pub use model::{Attachment, Author, Message, NewAttachment, NewMessage};
pub use move_back::{move_back, moved_into};
pub use move_to::move_to;
pub use replace_content::{NewContent, replace_content};
pub use replace_html::replace_html;
pub(crate) use store::{STATEMENTS, count_after, first_response, move_all, move_back_all};
