//! A new ticket begins with its requester's first message, whatever channel it came by.

use base::Scope;
use store::Tx;
use work::{Author, Channel, Item, Kind, Message, NewItem, NewMessage, Visibility};

use crate::Error;

/// What a new ticket is made of.
#[derive(Clone, Debug)]
pub struct NewTicket {
    /// The item; its requester is the author of the first message.
    pub item: NewItem,
    /// The first message; its `item` is set here.
    pub message: NewMessage,
}

impl NewTicket {
    /// A ticket of a requester with a text.
    #[must_use]
    pub fn text(title: &str, requester: (i64, &str), channel: Channel, body: &str) -> Self {
        let mut item = NewItem::new(Kind::Ticket, title);
        item.channel = channel;
        item.requester = Some(requester.0);
        let author = Author::person(requester.0, requester.1);
        Self { item, message: NewMessage::markdown(0, author, Visibility::Public, channel, body) }
    }
}

/// Makes the ticket and its first message.
///
/// # Errors
/// When the item or the message is refused.
pub fn open(tx: &mut Tx<'_>, scope: &Scope, new: NewTicket) -> Result<(Item, Message), Error> {
    let item = work::item::create(tx, scope, new.item)?;
    let message = work::message::add(tx, scope, NewMessage { item: item.id, ..new.message })?;
    let item = work::item::get(tx, scope, item.id)?;
    Ok((item, message))
}
