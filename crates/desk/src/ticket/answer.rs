//! An agent's answer goes to the customer; it is refused when somebody wrote after what its author saw.

use base::Scope;
use store::Tx;
use work::{Author, Category, Channel, Format, Item, Message, NewAttachment, NewMessage, Visibility};

use crate::Error;

/// What an answer is made of.
#[derive(Clone, Debug, Default)]
pub struct Answer {
    /// The ticket.
    pub item: i64,
    /// What is said.
    pub body: String,
    /// How it is written.
    pub format: Option<Format>,
    /// The position of the last message its author had seen; none skips the check.
    pub seen: Option<i64>,
    /// Files, stored already.
    pub attachments: Vec<NewAttachment>,
    /// The status the ticket gets with it.
    pub status: Option<String>,
}

/// Adds a public message of staff. A ticket nobody had looked at yet is being worked on from now.
///
/// # Errors
/// [`work::Error::Stale`] when a newer message exists that the author had not seen.
pub fn answer(tx: &mut Tx<'_>, scope: &Scope, answer: Answer) -> Result<(Item, Message), Error> {
    let author = Author::of(tx, scope)?;
    let message = public_message(author, &answer);
    say(tx, scope, message, answer.status)
}

/// Adds a public message that is made already, as an answer by mail is.
///
/// # Errors
/// As [`answer`].
pub fn say(
    tx: &mut Tx<'_>,
    scope: &Scope,
    message: NewMessage,
    status: Option<String>,
) -> Result<(Item, Message), Error> {
    let message = work::message::add(tx, scope, message)?;
    let item = work::item::get(tx, scope, message.item)?;
    let item = match status {
        Some(status) => work::item::set_status(tx, scope, item.id, None, &status, None)?,
        None if item.category == Category::Triage => begin(tx, scope, &item)?,
        None => item,
    };
    Ok((item, message))
}

fn public_message(author: Author, answer: &Answer) -> NewMessage {
    let (item, body) = (answer.item, answer.body.clone());
    let mut message =
        crate::ticket::note::message(item, author, Visibility::Public, Channel::Portal, body, answer.format);
    message.seen = answer.seen;
    message.attachments = answer.attachments.clone();
    message
}

/// The first status of work in hand.
fn begin(tx: &mut Tx<'_>, scope: &Scope, item: &Item) -> Result<Item, Error> {
    let statuses = work::status::list(tx, scope, item.kind)?;
    match statuses.iter().find(|status| status.category == Category::Doing) {
        Some(status) => Ok(work::item::set_status(tx, scope, item.id, None, &status.name, None)?),
        None => Ok(item.clone()),
    }
}
