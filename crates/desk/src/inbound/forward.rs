//! A mail that a colleague forwards is the ticket of the one who wrote it; the colleague's words become a note.

use base::Scope;
use mail::{Limits, Parsed, parse::Forwarded};
use people::Person;
use store::Tx;
use work::{Author, Channel, Kind, NewItem, NewMessage, Visibility};

use super::{
    people_of,
    write::{self, Letter},
};
use crate::{Error, mailbox::DeskMailbox, ticket};

/// The forwarded mail with the text of an attached original read out of its file.
#[must_use]
pub fn read(mail: &Parsed, limits: &Limits) -> Option<Forwarded> {
    let mut forwarded = mail.forwarded.clone()?;
    if forwarded.attached {
        let original = mail.attachments.iter().find(|file| file.mime == "message/rfc822");
        forwarded.text = original.map(|file| mail::parse(&file.bytes, limits).visible_text).unwrap_or_default();
    }
    Some(forwarded)
}

/// Who wrote the forwarded mail; none when that is staff or one of our own mailboxes.
///
/// # Errors
/// When the database fails.
pub fn writer(
    tx: &mut Tx<'_>,
    scope: &Scope,
    keys: &keys::Keys,
    original: &Forwarded,
) -> Result<Option<Person>, Error> {
    let address = std::slice::from_ref(&original.from.address);
    if mail::mailbox::resolve(tx, keys, address)?.mailbox.is_some() {
        return Ok(None);
    }
    Ok(people_of::known(tx, scope, &original.from)?.filter(|person| !person.role.is_staff()))
}

/// Opens a ticket of the original writer and adds what the colleague wrote above as a note.
///
/// # Errors
/// When the database fails.
pub fn open(
    tx: &mut Tx<'_>,
    scope: &Scope,
    (letter, original): (&Letter, &Forwarded),
    (writer, colleague): (&Person, &Person),
    desk: Option<&DeskMailbox>,
) -> Result<(work::Item, work::Message), Error> {
    let subject = original.subject.as_deref().unwrap_or(&letter.parsed.subject);
    let mut item = NewItem::new(Kind::Ticket, write::title(subject, &original.text));
    item.channel = Channel::Mail;
    item.requester = Some(writer.id);
    write::address(&mut item, desk);
    let author = Author::person(writer.id, writer.name.clone());
    let message = NewMessage {
        attachments: letter.files.clone(),
        source_mail: Some(letter.mail),
        ..NewMessage::text(0, author, Visibility::Public, Channel::Mail, original.text.clone())
    };
    let (item, message) = ticket::open(tx, scope, ticket::NewTicket { item, message })?;
    if !original.note.trim().is_empty() {
        let author = Author::person(colleague.id, colleague.name.clone());
        let note = NewMessage::text(item.id, author, Visibility::Internal, Channel::Note, original.note.clone());
        work::message::add(tx, scope, note)?;
    }
    Ok((item, message))
}
