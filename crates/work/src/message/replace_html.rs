//! The HTML of a message is made anew from its source, when the rules for what is safe have changed; its text stays.

use base::Scope;
use events::{Event, NewEvent, Visibility};
use store::Tx;

use super::{Message, NewAttachment, store as rows};
use crate::{Error, Format, limits, markdown};

/// Replaces the HTML; none means that the text is shown. Files that only the new HTML refers to are added.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators; [`Error::NotFound`]; [`Error::Invalid`] past a limit.
pub fn replace_html(
    tx: &mut Tx,
    scope: &Scope,
    message: i64,
    html: Option<&str>,
    files: Vec<NewAttachment>,
) -> Result<Message, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let mut message = rows::by_id(tx, message)?.ok_or(Error::NotFound)?;
    message.format = if html.is_some() { Format::Html } else { Format::Text };
    let html = html.map_or_else(|| markdown::text_to_html(&message.text), str::to_owned);
    message.html = limits::body("body", &html, limits::HTML)?;
    limits::count("attachments", message.attachments.len() + files.len(), limits::ATTACHMENTS)?;
    rows::set_html(tx, &mut message, files)?;
    let event = Event::MessageCleaned { message: message.id };
    let event = NewEvent::of("message", message.id, event).item(message.item).visibility(Visibility::System);
    tx.append(event, scope.actor())?;
    Ok(message)
}
