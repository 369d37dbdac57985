//! The parsed mail becomes a message: on the ticket it belongs to, or on a new one.

use base::{Scope, text};
use mail::{
    Outcome, Parsed,
    authentication::{Origin, Standing},
    parse::Forwarded,
    security::Verdict,
    thread::{Decision, Place},
};
use people::Person;
use store::Tx;
use work::{Author, Channel, Format, Kind, LinkKind, NewAttachment, NewItem, NewMessage, Visibility, limits};

use super::voice::Voice;
use crate::{Error, mailbox::DeskMailbox, ticket};

/// A mail ready to be written.
pub struct Letter {
    /// The received mail.
    pub mail: i64,
    /// What it says.
    pub parsed: Parsed,
    /// Its files, stored.
    pub files: Vec<NewAttachment>,
    /// The mail it forwards.
    pub forwarded: Option<Forwarded>,
    /// Who it is from, as far as that was found out.
    pub origin: Origin,
    /// What its signature proves and what became of its encryption; none when it is not protected.
    pub verdict: Option<Verdict>,
}

impl Letter {
    /// The domain in From stands behind the mail.
    #[must_use]
    pub fn proves_sender(&self) -> bool {
        self.parsed.from.as_ref().is_some_and(|from| self.origin.authentication.proves(&from.address))
    }

    /// The text as far as it may stand in a title, which goes out in the clear: nothing of an encrypted mail.
    fn open_text(&self) -> &str {
        let is_secret = self.verdict.as_ref().is_some_and(|verdict| verdict.encryption.is_some());
        if is_secret { "" } else { &self.parsed.visible_text }
    }

    /// The domain in From disowns the mail.
    #[must_use]
    pub fn is_disproved(&self) -> bool {
        self.origin.authentication.standing() == Standing::Disproved
    }
}

/// Shown when a mail has no subject.
const NO_SUBJECT: &str = "(no subject)";

/// Adds the letter to a ticket, in the voice it was found to have.
///
/// # Errors
/// When the database fails.
pub fn append(
    tx: &mut Tx<'_>,
    scope: &Scope,
    letter: &Letter,
    (item, sender): (i64, &Person),
    (voice, decision): (&Voice, &Decision),
) -> Result<ticket::Continued, Error> {
    let message = message(letter, item, sender, voice);
    if let Voice::Staff(own) = voice {
        let (item, message) = ticket::answer::say(tx, own, message, None)?;
        return Ok(ticket::Continued { item, message, reopened: false, follow_up: false });
    }
    let by_customer = matches!(voice, Voice::Customer);
    let may_reopen = decision.may_reopen(letter.parsed.machine.is_machine()) && by_customer;
    let continued = ticket::reply(tx, scope, ticket::Reply { message, may_reopen })?;
    Ok(continued)
}

/// Opens a ticket for the letter in the mailbox's queue. What asks for help is public, whoever asks.
///
/// # Errors
/// When the database fails.
pub fn open(
    tx: &mut Tx<'_>,
    scope: &Scope,
    letter: &Letter,
    (sender, voice): (&Person, &Voice),
    (desk, decision): (Option<&DeskMailbox>, &Decision),
) -> Result<(work::Item, work::Message), Error> {
    let mail = &letter.parsed;
    let mut item = NewItem::new(Kind::Ticket, title(&mail.subject, letter.open_text()));
    item.channel = Channel::Mail;
    item.requester = Some(sender.id);
    address(&mut item, desk);
    let message = NewMessage { visibility: Visibility::Public, ..message(letter, 0, sender, voice) };
    let (item, message) = ticket::open(tx, scope, ticket::NewTicket { item, message })?;
    if let Place::NewLinked(other) = decision.place {
        work::item::link(tx, scope, item.id, LinkKind::Relates, other)?;
    }
    Ok((item, message))
}

/// The mailbox a new ticket came by, and its queue.
pub fn address(item: &mut NewItem, desk: Option<&DeskMailbox>) {
    item.queue = desk.map(|desk| desk.queue);
    if let Some(desk) = desk {
        item.data.insert("mailbox".to_owned(), desk.mailbox.into());
    }
}

/// The subject, else the first line of the text.
#[must_use]
pub fn title(subject: &str, body: &str) -> String {
    let subject = text::clean_line(subject);
    if !subject.is_empty() {
        return text::truncate(&subject, limits::TITLE).to_owned();
    }
    let first = body.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or(NO_SUBJECT);
    text::truncate(&text::clean_line(first), 80).to_owned()
}

/// What the sender wrote now is the message; what it quotes is folded below it. Somebody who only claims to be a
/// colleague is a name and no person.
fn message(letter: &Letter, item: i64, sender: &Person, voice: &Voice) -> NewMessage {
    let mail = &letter.parsed;
    let quotes = !mail.quoted_text.trim().is_empty();
    let html = if quotes { mail.visible_html.clone() } else { mail.html.clone() };
    let (person, visibility) = match voice {
        Voice::Customer | Voice::Staff(_) => (Some(sender.id), Visibility::Public),
        Voice::Note => (Some(sender.id), Visibility::Internal),
        Voice::Claimed => (None, Visibility::Internal),
    };
    let author = Author { person, name: sender.name.clone() };
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
