//! Gathers the evidence of a mail and has it judged; what threads are is asked of the desk.

use std::collections::{HashMap, hash_map::Entry};

use keys::Keys;
use store::Tx;
use thread_resolver::{Decision, Evidence, Kind, Sender, Settings, Target, resolve};

use super::graph;
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
    fn sender(&self, tx: &mut Tx, thread: i64, address: &str) -> Result<Sender, store::Error>;
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
    let mut evidence = gather(tx, mail, to, threads, keys)?;
    for one in &mut evidence {
        if let Target::Thread(thread) = one.target {
            one.target = threads.current(tx, thread)?.map_or(Target::Nothing, Target::Thread);
        }
    }
    let address = mail.from.as_ref().map(|from| from.address.clone()).unwrap_or_default();
    let mut senders = HashMap::new();
    for one in &evidence {
        if let Target::Thread(thread) = one.target
            && let Entry::Vacant(place) = senders.entry(thread)
        {
            place.insert(threads.sender(tx, thread, &address)?);
        }
    }
    Ok(resolve(&evidence, settings, |thread| senders.get(&thread).copied().unwrap_or_default()))
}

fn gather(
    tx: &mut Tx,
    mail: &Parsed,
    to: &Resolved,
    threads: &dyn Threads,
    keys: &Keys,
) -> Result<Vec<Evidence>, Error> {
    let mut found = Vec::new();
    let mut note = |kind, target, detail: &str| found.push(Evidence { kind, target, detail: detail.to_owned() });
    let address = to.address.as_deref().unwrap_or_default();
    if let Some(thread) = to.thread {
        note(Kind::SignedAddress, Target::Thread(thread), address);
    }
    if let Some(delivery) = to.delivery
        && let Some(thread) = crate::outbox::thread_of_delivery(tx, delivery)?
    {
        note(Kind::SignedAddress, Target::Thread(thread), address);
    }
    for (id, target) in mentioned(tx, mail, keys)? {
        note(Kind::ThreadHeaders, target, &id);
    }
    for thread in mail.markers.iter().filter_map(|token| marker::read(keys, token)) {
        note(Kind::Marker, Target::Thread(thread), "");
    }
    for key in &mail.subject_keys {
        if let Some(thread) = threads.of_key(tx, key)? {
            note(Kind::SubjectKey, Target::Thread(thread), key);
        }
    }
    let partner = mail.from.as_ref().map(|from| from.domain().to_owned()).unwrap_or_default();
    if let Some(thread) = graph::thread_of_foreign(tx, &partner, &mail.foreign_keys)? {
        note(Kind::ForeignKey, Target::Thread(thread), &mail.foreign_keys.join(" "));
    }
    Ok(found)
}

/// The ids that the mail answers, and where they point: In-Reply-To first, then References from last to first. Of
/// forged ids one is told, of unknown ones the one that is answered.
fn mentioned(tx: &mut Tx, mail: &Parsed, keys: &Keys) -> Result<Vec<(String, Target)>, Error> {
    let domains = mailbox::own_domains(tx)?;
    let mut ids: Vec<&String> = mail.in_reply_to.iter().collect();
    ids.extend(mail.references.iter().rev().filter(|id| !mail.in_reply_to.contains(id)));
    let (forged, genuine): (Vec<&String>, Vec<&String>) =
        ids.into_iter().partition(|id| message_id::is_forged(id, &domains, keys));
    let known = graph::threads_of(tx, &genuine)?;
    let answered =
        genuine.first().filter(|id| mail.in_reply_to.contains(id) && !known.iter().any(|(one, _)| one == **id));
    let forged = forged.first().map(|id| ((*id).clone(), Target::Forged));
    let unknown = answered.map(|id| ((*id).clone(), Target::Nothing));
    let known = known.into_iter().map(|(id, thread)| (id, Target::Thread(thread)));
    Ok(forged.into_iter().chain(unknown).chain(known).collect())
}
