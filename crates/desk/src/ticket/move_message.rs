//! A message goes to the ticket it belongs to, or to a new one; later mails that answer it follow. It can be undone.

use base::Scope;
use store::Tx;
use work::{Item, Kind, LinkKind, Message, NewItem};

use crate::Error;

/// Moves a message to a ticket, or to a new one when none is named. Answers where it is now.
///
/// # Errors
/// When one of them may not be seen or changed, or customers would read what is internal.
pub fn move_message(tx: &mut Tx<'_>, scope: &Scope, message: i64, to: Option<i64>) -> Result<Item, Error> {
    let moving = work::message::get(tx, scope, message)?;
    let target = match to {
        Some(ticket) => ticket,
        None => ticket_of_its_own(tx, scope, &moving)?.id,
    };
    let moved = work::message::move_to(tx, scope, message, target)?;
    mail::intake::follow(tx, message, moved.item)?;
    Ok(work::item::get(tx, scope, moved.item)?)
}

/// Puts a message back to the ticket it came from, and its mails with it.
///
/// # Errors
/// When it came from nowhere, or its ticket is not there any more.
pub fn move_back(tx: &mut Tx<'_>, scope: &Scope, message: i64) -> Result<Item, Error> {
    let item = work::message::move_back(tx, scope, message)?;
    mail::intake::follow(tx, message, item.id)?;
    Ok(item)
}

/// A ticket of whoever wrote the message, in the queue of the one it leaves and linked to that.
fn ticket_of_its_own(tx: &mut Tx<'_>, scope: &Scope, message: &Message) -> Result<Item, Error> {
    let old = work::item::get(tx, scope, message.item)?;
    let writer = message.author.person.filter(|_| !message.by_staff);
    let mut new = NewItem::new(Kind::Ticket, old.title.clone());
    new.channel = message.channel;
    new.queue = old.queue;
    new.requester = writer.or(old.requester);
    new.visibility = Some(old.visibility);
    new.data = old.data.as_object().cloned().unwrap_or_default();
    let item = work::item::create(tx, scope, new)?;
    work::item::link(tx, scope, item.id, LinkKind::Relates, old.id)?;
    Ok(item)
}
