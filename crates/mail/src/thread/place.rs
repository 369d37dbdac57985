//! Gathers the evidence of a mail and decides its thread; what threads are is asked of the desk.

use std::collections::{HashMap, hash_map::Entry};

use keys::Keys;
use store::Tx;

use super::{
    evidence::{Evidence, Kind, SenderFacts},
    graph,
    resolve::{Decision, Settings, resolve},
};
use crate::{
    Error,
    identity::{marker, message_id},
    mailbox::{self, Resolved},
    parse::Parsed,
};

/// What this crate must ask about threads.
pub trait Threads {
    /// Where messages of this thread go now: itself, the thread it was merged into, or none when it is gone.
    ///
    /// # Errors
    /// When the database fails.
    fn current(&self, tx: &mut Tx, thread: i64) -> Result<Option<i64>, store::Error>;

    /// The thread of a key such as `SUP-12`.
    ///
    /// # Errors
    /// When the database fails.
    fn of_key(&self, tx: &mut Tx, key: &str) -> Result<Option<i64>, store::Error>;

    /// What the writer of this address is to a thread.
    ///
    /// # Errors
    /// When the database fails.
    fn sender(&self, tx: &mut Tx, thread: i64, address: &str) -> Result<SenderFacts, store::Error>;
}

/// Decides where a mail belongs.
///
/// # Errors
/// When the database fails.
pub fn place(
    tx: &mut Tx,
    mail: &Parsed,
    to: &Resolved,
    threads: &dyn Threads,
    keys: &Keys,
    settings: Settings,
) -> Result<Decision, Error> {
    let mut evidence = Vec::new();
    let domains = mailbox::own_domains(tx)?;
    let is_forged = |id: &String| message_id::is_forged(id, &domains, keys);
    for one in gather(tx, mail, to, threads, keys)? {
        if one.kind == Kind::ThreadHeaders && is_forged(&one.detail) {
            continue;
        }
        if let Some(thread) = threads.current(tx, one.thread)? {
            evidence.push(Evidence { thread, ..one });
        }
    }
    let address = mail.from.as_ref().map(|from| from.address.clone()).unwrap_or_default();
    let mut facts = HashMap::new();
    for one in &evidence {
        if let Entry::Vacant(place) = facts.entry(one.thread) {
            place.insert(threads.sender(tx, one.thread, &address)?);
        }
    }
    let forged = mail.in_reply_to.iter().chain(&mail.references).any(is_forged);
    Ok(resolve(&evidence, forged, settings, |thread| facts.get(&thread).copied().unwrap_or_default()))
}

fn gather(
    tx: &mut Tx,
    mail: &Parsed,
    to: &Resolved,
    threads: &dyn Threads,
    keys: &Keys,
) -> Result<Vec<Evidence>, Error> {
    let mut found = Vec::new();
    let mut note = |kind, thread, detail: &str| found.push(Evidence { kind, thread, detail: detail.to_owned() });
    if let Some(thread) = to.thread {
        note(Kind::SignedAddress, thread, to.address.as_deref().unwrap_or_default());
    }
    if let Some(delivery) = to.delivery
        && let Some(thread) = crate::outbox::thread_of_delivery(tx, delivery)?
    {
        note(Kind::SignedAddress, thread, to.address.as_deref().unwrap_or_default());
    }
    // In-Reply-To first, then References from last to first.
    let mut mentioned: Vec<&String> = mail.in_reply_to.iter().collect();
    mentioned.extend(mail.references.iter().rev().filter(|id| !mail.in_reply_to.contains(id)));
    for (id, thread) in graph::threads_of(tx, &mentioned)? {
        note(Kind::ThreadHeaders, thread, &id);
    }
    for thread in mail.markers.iter().filter_map(|token| marker::read(keys, token)) {
        note(Kind::Marker, thread, "");
    }
    for key in &mail.subject_keys {
        if let Some(thread) = threads.of_key(tx, key)? {
            note(Kind::SubjectKey, thread, key);
        }
    }
    let partner = mail.from.as_ref().map(|from| from.domain().to_owned()).unwrap_or_default();
    if let Some(thread) = graph::thread_of_foreign(tx, &partner, &mail.foreign_keys)? {
        note(Kind::ForeignKey, thread, &mail.foreign_keys.join(" "));
    }
    Ok(found)
}
