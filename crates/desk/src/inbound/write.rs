//! The parsed mail becomes a message: on the ticket it belongs to, or on a new one.

use base::{Scope, text};
use mail::{
    Outcome, Parsed,
    thread::resolve::{Decision, Place},
};
use people::Person;
use store::Tx;
use work::{Author, Channel, Format, Kind, LinkKind, NewAttachment, NewItem, NewMessage, Visibility, limits};

use crate::{Error, mailbox::DeskMailbox, ticket};

/// A mail ready to be written.
pub struct Letter {
    /// The received mail.
    pub mail: i64,
    /// What it says.
    pub parsed: Parsed,
    /// Its files, stored.
    pub files: Vec<NewAttachment>,
}

/// Shown when a mail has no subject.
const NO_SUBJECT: &str = "(no subject)";

/// Adds the letter to a ticket. Staff may not speak to customers by an unproven mail: theirs is a note.
///
/// # Errors
/// When the database fails.
pub fn append(
    tx: &mut Tx<'_>,
    scope: &Scope,
    letter: &Letter,
    (item, sender): (i64, &Person),
    decision: &Decision,
) -> Result<ticket::Continued, Error> {
    let by_staff = sender.role.is_staff();
    let visibility = if by_staff { Visibility::Internal } else { Visibility::Public };
    let message = message(letter, item, sender, visibility);
    let may_reopen = !letter.parsed.machine.is_machine() && !decision.forged && !by_staff;
    let continued = ticket::reply(tx, scope, ticket::Reply { message, may_reopen })?;
    Ok(continued)
}

/// Opens a ticket for the letter in the mailbox's queue.
///
/// # Errors
/// When the database fails.
pub fn open(
    tx: &mut Tx<'_>,
    scope: &Scope,
    letter: &Letter,
    sender: &Person,
    (desk, decision): (Option<&DeskMailbox>, &Decision),
) -> Result<(work::Item, work::Message), Error> {
    let mut item = NewItem::new(Kind::Ticket, title(&letter.parsed));
    item.channel = Channel::Mail;
    item.requester = Some(sender.id);
    item.queue = desk.map(|desk| desk.queue);
    if let Some(desk) = desk {
        item.data.insert("mailbox".to_owned(), desk.mailbox.into());
    }
    let message = message(letter, 0, sender, Visibility::Public);
    let (item, message) = ticket::open(tx, scope, ticket::NewTicket { item, message })?;
    if let Place::NewLinked(other) = decision.place {
        work::item::link(tx, scope, item.id, LinkKind::Relates, other)?;
    }
    Ok((item, message))
}

fn title(mail: &Parsed) -> String {
    let subject = text::clean_line(&mail.subject);
    if !subject.is_empty() {
        return text::truncate(&subject, limits::TITLE).to_owned();
    }
    let first = mail.visible_text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(NO_SUBJECT);
    text::truncate(&text::clean_line(first), 80).to_owned()
}

/// What the sender wrote now is the message; what it quotes is folded below it.
fn message(letter: &Letter, item: i64, sender: &Person, visibility: Visibility) -> NewMessage {
    let mail = &letter.parsed;
    let quotes = !mail.quoted_text.trim().is_empty();
    let html = if quotes { mail.visible_html.clone() } else { mail.html.clone() };
    let author = Author::person(sender.id, sender.name.clone());
    NewMessage {
        format: if html.is_some() { Format::Html } else { Format::Text },
        html,
        quoted_text: quotes.then(|| mail.quoted_text.clone()),
        attachments: letter.files.clone(),
        automatic: mail.machine.is_machine(),
        source_mail: Some(letter.mail),
        ..NewMessage::text(item, author, visibility, Channel::Mail, mail.visible_text.clone())
    }
}

/// What became of the mail, for its row.
#[must_use]
pub const fn outcome(is_new: bool, thread: i64, message: i64) -> Outcome {
    if is_new { Outcome::Ticketed { thread, message } } else { Outcome::Appended { thread, message } }
}
