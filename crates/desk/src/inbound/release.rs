//! An administrator makes a ticket of a mail that waits, whatever spoke against it and whatever thread it names.

use base::Scope;
use mail::{
    MailAddress,
    intake::{self, Received, State as MailState},
    thread::{Decision, Place, graph},
};
use people::Person;
use store::Tx;
use web::State;

use super::{
    people_of, take,
    voice::Voice,
    write::{self, Letter},
};
use crate::{
    Error,
    mailbox::{self, DeskMailbox},
};

/// Which mail becomes a ticket, and where.
#[derive(Clone, Debug)]
pub struct Release {
    /// The mail.
    pub mail: i64,
    /// The queue of the ticket.
    pub queue: i64,
    /// The address of whoever asks; the mail's sender when none.
    pub requester: Option<String>,
}

/// Makes the ticket and answers its key.
///
/// # Errors
/// [`mail::Error::Forbidden`] for everybody but administrators; [`mail::Error::TooLate`] when the mail does not wait;
/// [`Error::Invalid`] when nobody is known who asks.
pub async fn release(platform: &State, scope: &Scope, release: Release) -> Result<String, Error> {
    if !scope.is_admin() {
        return Err(mail::Error::Forbidden.into());
    }
    let (asked, mail) = (scope.clone(), release.mail);
    let received = platform.store.read(move |tx| intake::get(tx, &asked, mail)).await?;
    if received.state != MailState::Quarantined {
        return Err(mail::Error::TooLate.into());
    }
    let (letter, _) = take::read(platform, received.clone()).await?;
    let scope = scope.clone();
    platform.store.write(move |tx| write(tx, &scope, &received, &letter, &release)).await
}

fn write(
    tx: &mut Tx<'_>,
    scope: &Scope,
    received: &Received,
    letter: &Letter,
    release: &Release,
) -> Result<String, Error> {
    let sender = requester(tx, scope, received, letter, release)?;
    let queue = work::queue::get(tx, scope, release.queue)?;
    let desk = match received.mailbox {
        Some(mailbox) => mailbox::of(tx, mailbox)?,
        None => mailbox::for_queue(tx, Some(queue.id))?,
    };
    let desk = desk.map(|desk| DeskMailbox { queue: queue.id, ..desk });
    let decision = Decision {
        place: Place::New,
        kind: None,
        detail: String::new(),
        sender_is_new: true,
        forged: false,
        examined: Vec::new(),
    };
    let (item, message) = write::open(tx, scope, letter, (&sender, &Voice::Customer), (desk.as_ref(), &decision))?;
    graph::learn_from(tx, &letter.parsed, item.id, false)?;
    if let Some(verdict) = &letter.verdict {
        mail::security::note_verdict(tx, received.id, verdict)?;
    }
    let outcome = write::outcome(true, item.id, message.id);
    intake::settle(tx, scope, received.id, &outcome, Some(&decision))?;
    Ok(item.key)
}

fn requester(
    tx: &mut Tx<'_>,
    scope: &Scope,
    received: &Received,
    letter: &Letter,
    release: &Release,
) -> Result<Person, Error> {
    let found = match release.requester.as_deref().map(str::trim).filter(|address| !address.is_empty()) {
        Some(address) => {
            let address = MailAddress { name: String::new(), address: address.to_owned() };
            people_of::known(tx, scope, &address)?
        }
        None => people_of::sender(tx, scope, &letter.parsed, received.envelope_from.as_deref())?,
    };
    found.ok_or_else(|| Error::invalid("requester", "The mail names no sender; enter the address of whoever asks."))
}
