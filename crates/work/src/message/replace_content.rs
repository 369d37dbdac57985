//! What a message says is put in place of what could not be read before, when a key for it has come.

use base::Scope;
use events::{Event, NewEvent};
use store::Tx;

use super::{Message, NewAttachment, store as rows};
use crate::{Error, Format, limits, markdown};

/// What a message says now.
#[derive(Clone, Debug, Default)]
pub struct NewContent {
    /// The text.
    pub text: String,
    /// Safe HTML; none when the text is shown.
    pub html: Option<String>,
    /// Quoted earlier text.
    pub quoted_text: Option<String>,
    /// Files that came to light; those that the message has already stay.
    pub files: Vec<NewAttachment>,
}

/// Replaces what a message says.
///
/// # Errors
/// [`Error::Forbidden`] for customers and viewers; [`Error::NotFound`]; [`Error::Invalid`] past a limit.
pub fn replace_content(tx: &mut Tx, scope: &Scope, message: i64, content: NewContent) -> Result<Message, Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    let mut message = super::get(tx, scope, message)?;
    let html = content.html.as_deref().map_or_else(|| markdown::text_to_html(&content.text), str::to_owned);
    message.format = if content.html.is_some() { Format::Html } else { Format::Text };
    message.text = limits::body("body", &content.text, limits::BODY)?;
    message.html = limits::body("body", &html, limits::HTML)?;
    message.quoted_text =
        content.quoted_text.map(|text| limits::body("quoted_text", &text, limits::BODY)).transpose()?;
    limits::count("attachments", message.attachments.len() + content.files.len(), limits::ATTACHMENTS)?;
    rows::set_text(tx, &message)?;
    rows::set_html(tx, &mut message, content.files)?;
    let event = NewEvent::of("message", message.id, Event::MessageOpened { message: message.id });
    tx.append(event.item(message.item).visibility(events::Visibility::Internal), scope.actor())?;
    Ok(message)
}
