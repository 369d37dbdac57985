//! A message joins its item: the item's version and update instant move, and the first public human answer of staff
//! is its first response. Customers add public messages of their own to items they may see.

use base::{Scope, text};
use events::Event;
use store::Tx;

use super::{Author, Message, NewAttachment, NewMessage, store as rows};
use crate::item::{Decision, Item, Need, change_as, store::person};
use crate::{Error, Format, Visibility, limits, markdown};

/// Adds a message to an item.
///
/// # Errors
/// [`Error::NotFound`] when the item may not be seen; [`Error::Forbidden`] for viewers, and for customers who ask for
/// more than a public message of their own; [`Error::Stale`] when somebody else wrote after what the author had seen;
/// [`Error::Invalid`] past a limit.
pub fn add(tx: &mut Tx, scope: &Scope, new: NewMessage) -> Result<Message, Error> {
    permit(scope, &new)?;
    let (mut message, files, seen) = compose(tx, new)?;
    let item = change_as(tx, scope, Need::Speak, (message.item, None), |tx, item| {
        if let Some(seen) = seen
            && rows::newer_of_others(tx, item.id, seen, message.author.person)? > 0
        {
            return Err(Error::Stale { current: item.version });
        }
        Ok(Some(join(item, &message)))
    })?;
    message.position = item.message_count;
    rows::insert(tx, &mut message, files)?;
    Ok(message)
}

fn permit(scope: &Scope, new: &NewMessage) -> Result<(), Error> {
    if scope.is_staff() {
        return if scope.may_write() { Ok(()) } else { Err(Error::Forbidden) };
    }
    let own = new.author.person == scope.person()
        && new.visibility == Visibility::Public
        && !new.automatic
        && new.source_mail.is_none()
        && new.created_at.is_none();
    if own { Ok(()) } else { Err(Error::Forbidden) }
}

/// The message without its position, its files, and what its author had seen.
fn compose(tx: &mut Tx, new: NewMessage) -> Result<(Message, Vec<NewAttachment>, Option<i64>), Error> {
    let text = limits::body("body", &new.text, limits::BODY)?;
    let html = match (&new.html, new.format) {
        (Some(html), _) => html.clone(),
        (None, Format::Markdown) => markdown::to_html(&text),
        (None, Format::Text | Format::Html) => markdown::text_to_html(&text),
    };
    let files = files(new.attachments)?;
    if text.trim().is_empty() && html.trim().is_empty() && files.is_empty() && new.source_mail.is_none() {
        return Err(Error::invalid("body", "a message needs a text or a file"));
    }
    let quoted = |field, part: Option<String>| part.map(|part| limits::body(field, &part, limits::BODY)).transpose();
    let known = new.author.person.map(|id| person(tx, id)).transpose()?.flatten();
    let message = Message {
        id: tx.new_id()?,
        item: new.item,
        position: 0,
        by_staff: known.is_some_and(|person| person.role.is_staff()),
        author: Author { name: author_name(&new.author.name), ..new.author },
        visibility: new.visibility,
        channel: new.channel,
        format: new.format,
        text,
        html: limits::body("body", &html, limits::HTML)?,
        quoted_text: quoted("quoted_text", new.quoted_text)?,
        quoted_html: quoted("quoted_html", new.quoted_html)?,
        automatic: new.automatic,
        source_mail: new.source_mail,
        created_at: new.created_at.unwrap_or_else(|| tx.now()),
        attachments: Vec::new(),
    };
    Ok((message, files, new.seen))
}

/// A name that fits, whatever a mail says its sender is called.
fn author_name(asked: &str) -> String {
    let name = text::clean_line(asked);
    if name.is_empty() { "?".to_owned() } else { text::truncate(&name, limits::NAME).to_owned() }
}

fn files(asked: Vec<NewAttachment>) -> Result<Vec<NewAttachment>, Error> {
    limits::count("attachments", asked.len(), limits::ATTACHMENTS)?;
    asked.into_iter().map(file).collect()
}

/// A file with a name that is one short line; nobody chooses the names of the files that mail brings.
fn file(asked: NewAttachment) -> Result<NewAttachment, Error> {
    let name = text::clean_line(&asked.name);
    let name = if name.is_empty() { "file".to_owned() } else { text::truncate(&name, limits::FILE_NAME).to_owned() };
    if asked.size < 0 || asked.digest.len() != 64 {
        return Err(Error::invalid("attachments", format!("{name} was not stored")));
    }
    let mime = text::truncate(&text::clean_line(&asked.mime), limits::FILE_NAME).to_owned();
    let content_id = asked.content_id.map(|id| text::truncate(&text::clean_line(&id), limits::FILE_NAME).to_owned());
    Ok(NewAttachment { name, mime, content_id, ..asked })
}

/// What a message changes of its item.
fn join(item: &mut Item, message: &Message) -> Decision {
    item.message_count += 1;
    if answers_first(item, message) {
        item.first_response_at = Some(message.created_at);
    }
    let event = Event::MessageAdded {
        message: message.id,
        channel: message.channel.as_str().to_owned(),
        public: message.visibility == Visibility::Public,
        automatic: message.automatic,
        by_staff: message.by_staff,
    };
    Decision::message(event, message.id, message.visibility, message.created_at)
}

/// The first response is the first public message that a human of staff wrote; asking oneself does not count.
fn answers_first(item: &Item, message: &Message) -> bool {
    item.first_response_at.is_none()
        && message.visibility == Visibility::Public
        && message.by_staff
        && !message.automatic
        && item.requester != message.author.person
}
