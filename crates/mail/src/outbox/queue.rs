//! A mail is queued in the transaction of the change that wants it; nothing is sent before the commit.

use std::time::Duration;

use base::{Scope, Timestamp};
use events::{Event, NewEvent};
use jobs::JobKind;
use keys::Keys;
use serde::Serialize;
use store::{Tx, Value, params};

use super::{Automatic, BUCKETS, DeliveryState, Draft, DraftFile, guards, table};
use crate::{
    Error,
    identity::{marker, message_id, reply_address},
    limits::{OUTGOING_REFERENCES, SMTP_RECIPIENTS},
    mailbox,
    parse::{MailAddress, addresses},
    thread::graph::{self, Seen},
};

/// The job that sends a queued mail.
pub const SEND: JobKind =
    JobKind { name: "mail.send", lane: "mail-out", max_attempts: 20, lease: Duration::from_secs(300) };

/// A mail to be sent.
#[derive(Clone, Debug)]
pub struct Outgoing {
    /// The mailbox that sends it.
    pub mailbox: i64,
    /// The name shown beside the mailbox's address; the mailbox's own when none.
    pub from_name: Option<String>,
    /// The thread it belongs to; answers come back to it.
    pub thread: Option<i64>,
    /// The message it carries.
    pub message: Option<i64>,
    /// Addressees.
    pub to: Vec<MailAddress>,
    /// Addressees of a copy.
    pub cc: Vec<MailAddress>,
    /// The subject as the customer wrote it.
    pub subject: String,
    /// The text.
    pub text: String,
    /// The HTML, made by us.
    pub html: Option<String>,
    /// The id answered; found in the graph when none and the thread is known.
    pub in_reply_to: Option<String>,
    /// Files.
    pub files: Vec<DraftFile>,
    /// Written by the product.
    pub automatic: Option<Automatic>,
    /// The installation's random name.
    pub instance: String,
    /// Send not before this instant: undo and send later.
    pub not_before: Option<Timestamp>,
}

/// Why an address gets nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// It is one of our own mailboxes.
    OwnMailbox,
    /// It failed or complained before.
    Suppressed,
    /// Too much automatic mail to it, on this thread, or at all.
    Rationed,
    /// It is no address.
    NoAddress,
}

/// An address that gets nothing, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refused {
    /// The address.
    pub address: String,
    /// Why.
    pub refusal: Refusal,
}

/// What became of the wish to send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Queued {
    /// The outbox row; none when nobody is left to send to.
    pub outbox: Option<i64>,
    /// The id the mail will carry.
    pub message_id: Option<String>,
    /// Who gets nothing.
    pub refused: Vec<Refused>,
}

/// Queues a mail after the guards.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`] for an unknown mailbox, [`Error::Invalid`] for too many
/// recipients, or the database's own.
pub fn queue(tx: &mut Tx, scope: &Scope, keys: &Keys, mut outgoing: Outgoing) -> Result<Queued, Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    if outgoing.to.len() + outgoing.cc.len() > SMTP_RECIPIENTS {
        return Err(Error::invalid("to", format!("at most {SMTP_RECIPIENTS} recipients")));
    }
    let mailbox = mailbox::get(tx, &Scope::system("sending mail"), outgoing.mailbox)?;
    let refused = guard(tx, keys, &mut outgoing)?;
    if outgoing.to.is_empty() && outgoing.cc.is_empty() {
        return Ok(Queued { outbox: None, message_id: None, refused });
    }
    let held = held(&refused);
    let nobody = outgoing.to.iter().chain(&outgoing.cc).all(|address| held.contains(&address.fold()));
    let draft = draft(tx, keys, &mailbox, &outgoing)?;
    let outbox = write(tx, keys, &mailbox, (&outgoing, &held), &draft)?;
    if let Some(thread) = outgoing.thread {
        graph::learn(tx, &draft.message_id, thread, Seen::Sent)?;
    }
    if nobody {
        let now = tx.now();
        tx.execute(table::HOLD, params![now, outbox])?;
    } else {
        let options = jobs::Options { run_at: outgoing.not_before, ..jobs::Options::default() };
        jobs::enqueue(tx, &SEND, &serde_json::json!({ "outbox": outbox }), options)?;
    }
    let event = NewEvent::of("mail", outbox, Event::MailQueued { outbox });
    let event = if let Some(thread) = outgoing.thread { event.item(thread) } else { event };
    tx.append(event, scope.actor())?;
    Ok(Queued { outbox: Some(outbox), message_id: Some(draft.message_id), refused })
}

/// The addresses that stand on a mail without getting it, folded.
fn held(refused: &[Refused]) -> Vec<String> {
    let held = refused.iter().filter(|one| one.refusal == Refusal::Suppressed);
    held.map(|one| addresses::fold(&one.address)).collect()
}

/// Takes out who must not get this mail. Stopped addresses stay on the mail of a message, where everybody sees that
/// they did not get it and can allow them again.
fn guard(tx: &mut Tx, keys: &Keys, outgoing: &mut Outgoing) -> Result<Vec<Refused>, Error> {
    let folds: Vec<String> = outgoing.to.iter().chain(&outgoing.cc).map(MailAddress::fold).collect();
    let suppressed: Vec<String> = match folds.is_empty() {
        true => Vec::new(),
        false => tx.query(table::SUPPRESSED_AMONG, &[Value::Texts(folds)], |row| row.get(0))?,
    };
    // Notices are asked for by people, who are limited where they ask; only answers to mails can run in circles.
    let is_rationed = outgoing.automatic == Some(Automatic::Reply);
    let [per_recipient, ..] = BUCKETS;
    let shared_is_full = is_rationed && !shared_rations(tx, outgoing.thread)?;
    let mut refused = Vec::new();
    for list in [&mut outgoing.to, &mut outgoing.cc] {
        let mut kept = Vec::new();
        for address in std::mem::take(list) {
            let fold = address.fold();
            let refusal = if addresses::plausible(&address.address).is_none() {
                Some(Refusal::NoAddress)
            } else if mailbox::resolve(tx, keys, std::slice::from_ref(&address.address))?.mailbox.is_some() {
                Some(Refusal::OwnMailbox)
            } else if suppressed.contains(&fold) {
                Some(Refusal::Suppressed)
            } else if is_rationed && (shared_is_full || !guards::take(tx, per_recipient, &fold)?) {
                Some(Refusal::Rationed)
            } else {
                None
            };
            match refusal {
                Some(refusal) => {
                    refused.push(Refused { address: address.address.clone(), refusal });
                    if refusal == Refusal::Suppressed && outgoing.message.is_some() {
                        kept.push(address);
                    }
                }
                None => kept.push(address),
            }
        }
        *list = kept;
    }
    Ok(refused)
}

fn shared_rations(tx: &mut Tx, thread: Option<i64>) -> Result<bool, Error> {
    let [_, per_thread, global] = BUCKETS;
    if let Some(thread) = thread
        && !guards::take(tx, per_thread, &thread.to_string())?
    {
        return Ok(false);
    }
    guards::take(tx, global, "all")
}

fn draft(tx: &mut Tx, keys: &Keys, mailbox: &mailbox::Mailbox, outgoing: &Outgoing) -> Result<Draft, Error> {
    let most = i64::try_from(OUTGOING_REFERENCES).unwrap_or(20);
    let recent = match outgoing.thread {
        Some(thread) => graph::recent(tx, thread, most)?,
        None => graph::Recent::default(),
    };
    let in_reply_to = outgoing.in_reply_to.clone().or(recent.answered);
    let now = tx.now();
    Ok(Draft {
        from: MailAddress {
            name: outgoing.from_name.clone().unwrap_or_else(|| mailbox.name.clone()),
            address: mailbox.address.clone(),
        },
        to: outgoing.to.clone(),
        cc: outgoing.cc.clone(),
        reply_to: outgoing.thread.map(|thread| reply_address::for_thread(keys, &mailbox.address, thread)),
        subject: base::text::clean_line(&outgoing.subject),
        text: outgoing.text.clone(),
        html: outgoing.html.clone(),
        message_id: message_id::new(keys, tx.world(), mailbox.domain()),
        in_reply_to,
        references: recent.ids,
        date: now,
        marker: outgoing.thread.map(|thread| marker::for_thread(keys, thread)),
        automatic: outgoing.automatic,
        instance: outgoing.automatic.map(|_| outgoing.instance.clone()),
        files: outgoing.files.clone(),
    })
}

fn write(
    tx: &mut Tx,
    keys: &Keys,
    mailbox: &mailbox::Mailbox,
    (outgoing, held): (&Outgoing, &[String]),
    draft: &Draft,
) -> Result<i64, Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    let text = draft.written(keys, tx.world(), id)?;
    tx.execute(
        table::INSERT,
        params![
            id,
            mailbox.id,
            outgoing.thread,
            outgoing.message,
            &draft.message_id,
            graph::key(&draft.message_id),
            text,
            outgoing.automatic.is_some(),
            outgoing.not_before.unwrap_or(now),
            now
        ],
    )?;
    for address in outgoing.to.iter().chain(&outgoing.cc) {
        let recipient = tx.new_id()?;
        // Automatic mail has a null envelope sender (RFC 3834 §3.3), so that nothing ever answers it.
        let envelope_from = match outgoing.automatic {
            Some(_) => String::new(),
            None => reply_address::for_delivery(keys, &mailbox.address, recipient),
        };
        let is_held = held.contains(&address.fold());
        let state = if is_held { DeliveryState::Suppressed } else { DeliveryState::Queued }.as_str();
        let values =
            params![recipient, id, &address.address, address.fold(), envelope_from, state, None::<String>, now];
        tx.execute(table::INSERT_RECIPIENT, values)?;
    }
    Ok(id)
}
