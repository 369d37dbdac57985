//! Takes one received mail: read, parse, store its files, decide, write, settle. Doing it twice does it once.

use base::Scope;
use keys::Keys;
use mail::{
    Limits, Outcome,
    authentication::{self, Origin},
    intake::{self, Received, State as MailState},
    mailbox::Resolved,
    security,
    thread::{Decision, Place, Settings, graph, place},
};
use people::Person;
use store::Tx;
use web::{Platform, State};

use super::{
    acknowledge::{Answering, acknowledge},
    files, forward,
    origin::{self, Known},
    people_of, report,
    threads::{self, Doubting},
    voice::{self, Voice},
    write::{self, Letter},
};
use crate::{Error, mailbox};

/// What became of a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Taken {
    /// A ticket with this key was made.
    Created(String),
    /// It is part of the ticket with this key.
    Appended(String),
    /// It waits for an administrator, with a cause.
    Quarantined(String),
    /// It was put aside, with a cause.
    Dropped(String),
}

fn scope() -> Scope {
    Scope::system("mail came in")
}

/// The random name of this installation, by which it knows its own automatic mail.
#[must_use]
pub fn instance(keys: &Keys) -> String {
    keys.mac_text("mail.instance", b"", keys::SHORTEST_MAC)
}

/// A mail that is read and may be written.
pub struct Prepared {
    received: Received,
    known: Known,
    letter: Letter,
}

/// Takes a mail at once; the job does the same in two steps around its own commit.
///
/// # Errors
/// When the disk or the database fails; the mail stays `received` then and is tried again.
pub async fn take(platform: &State, mail: i64) -> Result<Taken, Error> {
    let prepared = prepare(platform, mail).await?;
    let state = State::clone(platform);
    platform.store.write(move |tx| finish(tx, &state, mail, prepared)).await
}

/// Reads, parses, stores files and asks who it is from, all outside any transaction; none when the mail is settled
/// already.
///
/// # Errors
/// When the disk or the database fails.
pub async fn prepare(platform: &Platform, mail: i64) -> Result<Option<Prepared>, Error> {
    let (received, known) = platform.store.read(move |tx| known(tx, mail)).await?;
    if received.state != MailState::Received {
        return Ok(None);
    }
    let (mut letter, raw) = read(platform, received.clone()).await?;
    letter.origin = origin::check(platform, (&received, &known), &letter.parsed, raw).await;
    Ok(Some(Prepared { received, known, letter }))
}

fn known(tx: &mut Tx<'_>, mail: i64) -> Result<(Received, Known), Error> {
    let received = intake::get(tx, &scope(), mail)?;
    let trust = match received.mailbox {
        Some(mailbox) => authentication::trust::of(tx, mailbox)?,
        None => authentication::Trust::default(),
    };
    let known = Known { trust, origin: authentication::of_mail(tx, &scope(), mail)? };
    Ok((received, known))
}

/// Decides and writes in one transaction.
///
/// # Errors
/// When the database fails.
pub fn finish(tx: &mut Tx<'_>, platform: &Platform, mail: i64, prepared: Option<Prepared>) -> Result<Taken, Error> {
    let Some(Prepared { received, known, letter }) = prepared else { return already(tx, mail) };
    let instance = instance(&platform.keys);
    let with = Answering { ui: &platform.ui, keys: &platform.keys, instance: &instance };
    decide(tx, &with, (&received, &known), letter)
}

/// Reading, parsing and storing files are work for a thread that may wait for the disk.
///
/// # Errors
/// When the disk fails.
pub(super) async fn read(platform: &Platform, received: Received) -> Result<(Letter, Vec<u8>), Error> {
    let (blobs, keys) = (platform.blobs.clone(), platform.keys.clone());
    let (store, sealed) = (platform.store.clone(), platform.keys.clone());
    let reading = base::tasks::spawn_blocking("desk.read_mail", move || {
        let raw = intake::raw_blocking(&blobs, &received)?;
        let opened = security::open(&raw, received.received_at, || {
            store.read_blocking(move |tx| security::keyring(tx, &sealed))
        })?;
        let mut parsed = mail::parse(&opened.mail, &Limits::default());
        let verdict = opened.verdict;
        parsed.judge(received.envelope_from.as_deref(), &instance(&keys), &keys);
        let forwarded = forward::read(&parsed, &Limits::default());
        let files = files::store(&blobs, std::mem::take(&mut parsed.attachments))?;
        let origin = Origin::default();
        Ok((Letter { mail: received.id, parsed, files, forwarded, origin, verdict }, raw))
    });
    reading.await.map_err(|_| store::Error::Closed)?
}

fn decide(
    tx: &mut Tx<'_>,
    with: &Answering<'_>,
    (received, known): (&Received, &Known),
    letter: Letter,
) -> Result<Taken, Error> {
    if intake::get(tx, &scope(), received.id)?.state != MailState::Received {
        return already(tx, received.id);
    }
    let recipients = letter.parsed.all_recipients(&received.recipients);
    let to = mail::mailbox::resolve(tx, with.keys, &recipients)?;
    if letter.parsed.machine.is_own() {
        return aside(tx, received.id, "own_mail");
    }
    if let Some(bounce) = &letter.parsed.bounce {
        let text = (received.id, letter.parsed.text.as_str());
        let outcome = report::note(tx, &scope(), with.keys, text, bounce, &to)?;
        return settle(tx, received.id, &outcome, None);
    }
    if letter.parsed.read_receipt {
        return aside(tx, received.id, "read_receipt");
    }
    if origin::waits(known, &letter.origin) {
        authentication::keep(tx, received.id, &letter.origin)?;
        return settle(tx, received.id, &Outcome::Quarantined { cause: "disproved_sender".to_owned() }, None);
    }
    write_letter(tx, with, received, letter, &to)
}

fn write_letter(
    tx: &mut Tx<'_>,
    with: &Answering<'_>,
    received: &Received,
    mut letter: Letter,
    to: &Resolved,
) -> Result<Taken, Error> {
    let scope = scope();
    let envelope = received.envelope_from.as_deref();
    let Some(sender) = people_of::sender(tx, &scope, &letter.parsed, envelope)? else {
        let outcome = Outcome::Quarantined { cause: "no_sender".to_owned() };
        return settle(tx, received.id, &outcome, None);
    };
    let threads = Doubting { is_proven: letter.proves_sender(), is_disproved: letter.is_disproved() };
    let decision = place(tx, &letter.parsed, to, &threads, with.keys, Settings::default())?;
    let thread = if let Place::Thread(thread) = decision.place { Some(thread) } else { None };
    let voice = voice::of(tx, with.keys, &letter, (&sender, thread), &decision)?;
    letter.origin.claims_staff = matches!(voice, Voice::Claimed);
    let (is_new, item, message, opened) = match thread {
        Some(thread) => {
            let continued = write::append(tx, &scope, &letter, (thread, &sender), (&voice, &decision))?;
            (continued.follow_up, continued.item.id, continued.message.id, None)
        }
        None => {
            let desk = desk_of(tx, received, to)?;
            let (item, message) = open(tx, with.keys, &letter, (&sender, &voice), (desk.as_ref(), &decision))?;
            (true, item.id, message.id, Some((item, desk)))
        }
    };
    bring_along(tx, with.keys, (item, &sender), &letter, &decision)?;
    graph::learn_from(tx, &letter.parsed, item, decision.forged)?;
    authentication::keep(tx, received.id, &letter.origin)?;
    if let Some(verdict) = &letter.verdict {
        security::note_verdict(tx, received.id, verdict)?;
    }
    if let Some((item, desk)) = opened {
        acknowledge(tx, &scope, with, (&item, &sender), (&letter, desk.as_ref()))?;
    }
    settle(tx, received.id, &write::outcome(is_new, item, message), Some(&decision))
}

/// A new ticket: of the original writer when a colleague, who is believed, forwards; else of the sender.
fn open(
    tx: &mut Tx<'_>,
    keys: &Keys,
    letter: &Letter,
    (sender, voice): (&Person, &Voice),
    (desk, decision): (Option<&mailbox::DeskMailbox>, &Decision),
) -> Result<(work::Item, work::Message), Error> {
    let scope = scope();
    if let (Voice::Staff(_) | Voice::Note, Some(original)) = (voice, &letter.forwarded)
        && let Some(writer) = forward::writer(tx, &scope, keys, original)?
    {
        return forward::open(tx, &scope, (letter, original), (&writer, sender), desk);
    }
    write::open(tx, &scope, letter, (sender, voice), (desk, decision))
}

fn desk_of(tx: &mut Tx<'_>, received: &Received, to: &Resolved) -> Result<Option<mailbox::DeskMailbox>, Error> {
    match received.mailbox.or(to.mailbox) {
        Some(mailbox) => mailbox::of(tx, mailbox),
        None => mailbox::for_queue(tx, None),
    }
}

/// Copies follow the ticket, except from machines, from mails with forged headers, from forged senders and from those
/// who may only write.
fn bring_along(
    tx: &mut Tx<'_>,
    keys: &Keys,
    (item, sender): (i64, &Person),
    letter: &Letter,
    decision: &Decision,
) -> Result<(), Error> {
    let belongs = threads::belongs(tx, item, sender)?;
    let by_machine = letter.parsed.machine.is_machine();
    if letter.is_disproved() || !decision.may_bring_watchers(by_machine, belongs) {
        return Ok(());
    }
    people_of::follow(tx, &scope(), keys, (item, sender.id), &letter.parsed)
}

fn aside(tx: &mut Tx<'_>, mail: i64, cause: &str) -> Result<Taken, Error> {
    settle(tx, mail, &Outcome::Dropped { cause: cause.to_owned() }, None)
}

fn settle(tx: &mut Tx<'_>, mail: i64, outcome: &Outcome, decision: Option<&Decision>) -> Result<Taken, Error> {
    intake::settle(tx, &scope(), mail, outcome, decision)?;
    already(tx, mail)
}

/// What the mail's row says.
fn already(tx: &mut Tx<'_>, mail: i64) -> Result<Taken, Error> {
    let received = intake::get(tx, &scope(), mail)?;
    let cause = received.cause.unwrap_or_default();
    let key = match received.thread {
        Some(thread) => work::item::get(tx, &scope(), thread)?.key,
        None => String::new(),
    };
    Ok(match received.state {
        MailState::Ticketed => Taken::Created(key),
        MailState::Appended => Taken::Appended(key),
        MailState::Quarantined => Taken::Quarantined(cause),
        MailState::Dropped | MailState::Received => Taken::Dropped(cause),
    })
}
