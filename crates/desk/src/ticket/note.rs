//! A note is for staff only and never leaves the house.

use base::Scope;
use store::Tx;
use work::{Author, Channel, Format, Message, NewAttachment, NewMessage, Visibility};

use crate::Error;

/// Adds an internal note.
///
/// # Errors
/// When the item may not be seen or written to.
pub fn note(
    tx: &mut Tx<'_>,
    scope: &Scope,
    item: i64,
    body: String,
    attachments: Vec<NewAttachment>,
) -> Result<Message, Error> {
    let author = Author::of(tx, scope)?;
    let note = NewMessage { attachments, ..NewMessage::note(item, author, body) };
    Ok(work::message::add(tx, scope, note)?)
}

/// A new message in one of the three ways of writing; HTML of people is sanitised here.
#[must_use]
pub fn message(
    item: i64,
    author: Author,
    visibility: Visibility,
    channel: Channel,
    body: String,
    format: Option<Format>,
) -> NewMessage {
    match format.unwrap_or(Format::Markdown) {
        Format::Markdown => NewMessage::markdown(item, author, visibility, channel, body),
        Format::Text => NewMessage::text(item, author, visibility, channel, body),
        Format::Html => {
            let safe = work::markdown::sanitize(&body);
            let text = mail::parse::html_to_text(&safe, work::limits::BODY);
            NewMessage {
                html: Some(safe),
                format: Format::Html,
                ..NewMessage::text(item, author, visibility, channel, text)
            }
        }
    }
}
