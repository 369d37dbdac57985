//! The job that sends: make the mail, write down that sending begins, hand it over, write down what was said.
//!
//! After a crash between the relay's yes and our commit the mail is sent again with the same Message-ID, so
//! that receivers see one mail. Nothing is ever silently not sent.

use std::{collections::HashMap, sync::Arc, time::Duration};

use base::{Scope, Secret};
use blobs::{Blobs, Digest};
use events::{Event, NewEvent};
use jobs::{Failure, Registration, Run};
use keys::Keys;
use serde::Deserialize;
use store::{Tx, params};

use super::{DeliveryState, Draft, Envelope, Handed, Relay, SEND, SmtpRelay, Transport, compose, suppress, table};
use crate::{Error, authentication::dkim_key, limits::SEND_ATTEMPTS, mailbox, parse::bounce, security};

/// What sending needs.
#[derive(Clone)]
pub struct Sender {
    /// Finished mails and attached files.
    pub blobs: Blobs,
    /// Opens a mailbox's own relay.
    pub keys: Keys,
    /// Where mails of mailboxes without a relay of their own are handed over.
    pub transport: Arc<dyn Transport>,
}

#[derive(Deserialize)]
struct Payload {
    outbox: i64,
}

struct Mail {
    thread: Option<i64>,
    draft: Draft,
    digest: Option<String>,
    is_open: bool,
    relay: Option<Secret<String>>,
    protection: Option<message_security::Protection>,
    /// Why the mail must not go out as it is.
    refusal: Option<String>,
}

/// Ties the job to its code.
#[must_use]
pub fn registration(sender: Sender) -> Registration {
    Registration::new(SEND, move |run| {
        let sender = sender.clone();
        async move { sender.send(run).await }
    })
}

impl Sender {
    async fn send(&self, run: Run) -> Result<(), Failure> {
        let Payload { outbox } = run.payload()?;
        let keys = self.keys.clone();
        let mail = run.store.read(move |tx| load(tx, &keys, outbox)).await.map_err(failure)?;
        if !mail.is_open {
            return run.commit(|_| Ok::<_, store::Error>(())).await;
        }
        let raw = match mail.refusal {
            None => self.finished(&run, outbox, &mail).await?,
            Some(_) => Vec::new(),
        };
        let envelopes = run.store.write(move |tx| begin(tx, outbox)).await.map_err(failure)?;
        let answers = match &mail.refusal {
            Some(reason) => envelopes.iter().map(|_| Handed::Never(reason.clone())).collect(),
            None if envelopes.is_empty() => Vec::new(),
            None => {
                let plain: Vec<Envelope> = envelopes.iter().map(|(envelope, _)| envelope.clone()).collect();
                self.transport_of(&mail)?.hand_over(&raw, &plain).await
            }
        };
        let thread = mail.thread;
        run.commit(move |tx| note(tx, outbox, thread, &envelopes, &answers)).await
    }

    fn transport_of(&self, mail: &Mail) -> Result<Arc<dyn Transport>, Failure> {
        match &mail.relay {
            Some(address) => {
                let relay = Relay::read(address, mail.draft.from.domain()).map_err(failure)?;
                Ok(Arc::new(SmtpRelay::new(relay)))
            }
            None => Ok(Arc::clone(&self.transport)),
        }
    }

    /// The bytes of the mail; made once, so that every attempt sends the same. What is confidential is made anew each
    /// time: the same mail under the same Message-ID, signed at another instant.
    async fn finished(&self, run: &Run, outbox: i64, mail: &Mail) -> Result<Vec<u8>, Failure> {
        if let Some(digest) = &mail.digest {
            let digest = Digest::parse(digest).map_err(|error| failure(error.into()))?;
            return self.blobs.get(&digest).await.map_err(|error| failure(error.into()));
        }
        let mut files = HashMap::new();
        for file in &mail.draft.files {
            let digest = Digest::parse(&file.digest).map_err(|error| failure(error.into()))?;
            files.insert(file.digest.clone(), self.blobs.get(&digest).await.map_err(|error| failure(error.into()))?);
        }
        let raw = self.make(run, mail, &files).await?;
        if mail.draft.is_confidential() {
            return Ok(raw);
        }
        let digest = self.blobs.put(raw.clone()).await.map_err(|error| failure(error.into()))?;
        let write = move |tx: &mut Tx| {
            let now = tx.now();
            tx.execute(table::SET_DIGEST, params![digest.as_str(), now, outbox])
        };
        run.store.write(write).await?;
        Ok(raw)
    }

    /// The steps from a draft to a finished mail, in their order: a signature covers everything done before it.
    async fn make(&self, run: &Run, mail: &Mail, files: &HashMap<String, Vec<u8>>) -> Result<Vec<u8>, Failure> {
        let composed = compose(&mail.draft, files).map_err(failure)?;
        let protected = protected(run, mail, composed).await?;
        self.signed(run, &mail.draft, protected).await
    }

    /// Signs for the domain in From (DKIM).
    async fn signed(&self, run: &Run, draft: &Draft, raw: Vec<u8>) -> Result<Vec<u8>, Failure> {
        let (keys, domain) = (self.keys.clone(), draft.from.domain().to_owned());
        let signers = run.store.read(move |tx| dkim_key::signers_of(tx, &keys, &domain)).await.map_err(failure)?;
        let signing = base::tasks::spawn_blocking("mail.sign", move || dkim_key::sign(raw, signers));
        signing.await.map_err(|error| Failure::Retry(error.into()))?.map_err(failure)
    }
}

/// Signs and encrypts for the people who read it (S/MIME, OpenPGP).
async fn protected(run: &Run, mail: &Mail, raw: Vec<u8>) -> Result<Vec<u8>, Failure> {
    let Some(protection) = mail.protection.clone() else { return Ok(raw) };
    let world = run.world.clone();
    let wrapping = move || security::wrap(&raw, &protection, world.now(), &world);
    let wrapping = base::tasks::spawn_blocking("mail.protect", wrapping);
    wrapping.await.map_err(|error| Failure::Retry(error.into()))?.map_err(failure)
}

fn load(tx: &mut Tx, keys: &Keys, outbox: i64) -> Result<Mail, Error> {
    let (thread, draft, digest, state, mailbox) = tx.query_one(table::GET, params![outbox], |row| {
        Ok((
            row.get(1)?,
            row.get::<String>(4)?,
            row.get::<Option<String>>(5)?,
            row.get::<String>(6)?,
            row.get::<i64>(8)?,
        ))
    })?;
    let draft = Draft::read(keys, outbox, &draft)?;
    let (protection, refusal) = protection_of(tx, keys, mailbox, &draft, digest.as_deref())?;
    Ok(Mail {
        thread,
        draft,
        digest,
        is_open: matches!(state.as_str(), "queued" | "sending"),
        relay: mailbox::relay_address(tx, keys, mailbox)?,
        protection,
        refusal,
    })
}

/// How the mail is protected, or why it must not go out; what was made already goes out as it was made.
fn protection_of(
    tx: &mut Tx,
    keys: &Keys,
    mailbox: i64,
    draft: &Draft,
    made: Option<&str>,
) -> Result<(Option<message_security::Protection>, Option<String>), Error> {
    if made.is_some() {
        return Ok((None, None));
    }
    let recipients: Vec<String> = draft.to.iter().chain(&draft.cc).map(|to| to.address.clone()).collect();
    match security::plan(tx, keys, mailbox, &recipients) {
        Ok(protection) => Ok((protection, None)),
        Err(Error::Unprotectable(reason)) => Ok((None, Some(reason))),
        Err(error) => Err(error),
    }
}

/// Writes the intent and answers who is to get the mail, with the number of this attempt.
fn begin(tx: &mut Tx, outbox: i64) -> Result<Vec<(Envelope, i64)>, Error> {
    let now = tx.now();
    if tx.execute(table::BEGIN, params![now, outbox])? == 0 {
        return Ok(Vec::new());
    }
    tx.execute(table::COUNT_ATTEMPTS, params![now, outbox])?;
    Ok(tx.query(table::OPEN_RECIPIENTS, params![outbox], |row| {
        Ok((Envelope { recipient: row.get(0)?, to: row.get(1)?, from: row.get(2)? }, row.get(3)?))
    })?)
}

/// Writes what was said and plans the next attempt for those who shall get it later.
fn note(
    tx: &mut Tx,
    outbox: i64,
    thread: Option<i64>,
    envelopes: &[(Envelope, i64)],
    answers: &[Handed],
) -> Result<(), Error> {
    let scope = Scope::system("mail was handed over");
    let now = tx.now();
    let mut next: Option<Duration> = None;
    for ((envelope, attempt), answer) in envelopes.iter().zip(answers) {
        let (state, reason) = judge(answer, *attempt);
        tx.execute(table::SET_STATE, params![state.as_str(), &reason, now, envelope.recipient])?;
        let event =
            Event::MailDeliveryChanged { outbox, address: envelope.to.clone(), state: state.as_str().to_owned() };
        let event = NewEvent::of("mail", outbox, event);
        tx.append(if let Some(thread) = thread { event.item(thread) } else { event }, scope.actor())?;
        if state == DeliveryState::FailedHard && is_about_the_address(&reason) {
            suppress::suppress(tx, &scope, &envelope.to, &reason)?;
        }
        if state == DeliveryState::FailedSoft {
            let wait = wait_after(*attempt);
            next = Some(next.map_or(wait, |known| known.min(wait)));
        }
    }
    match next {
        Some(wait) => {
            let options = jobs::Options { run_at: Some(now.plus(wait)), ..jobs::Options::default() };
            jobs::enqueue(tx, &SEND, &serde_json::json!({ "outbox": outbox }), options)?;
        }
        None => {
            tx.execute(table::DONE, params![now, outbox])?;
        }
    }
    Ok(())
}

fn judge(answer: &Handed, attempt: i64) -> (DeliveryState, String) {
    match answer {
        Handed::Accepted(said) => (DeliveryState::Accepted, said.clone()),
        Handed::Never(said) => (DeliveryState::FailedHard, said.clone()),
        Handed::Later(said) if attempt >= SEND_ATTEMPTS => {
            (DeliveryState::FailedHard, format!("gave up after {attempt} attempts: {said}"))
        }
        Handed::Later(said) => (DeliveryState::FailedSoft, said.clone()),
    }
}

/// A relay also says never for its own reasons (no sign-in, content, size); only what speaks about the
/// address itself stops further mail to it.
fn is_about_the_address(reason: &str) -> bool {
    !reason.starts_with("gave up")
        && bounce::code_in(reason).is_some_and(|code| code.starts_with("5.1.") || code == "5.2.1")
}

/// One minute, doubled with every attempt, at most four hours: about a day in all.
fn wait_after(attempt: i64) -> Duration {
    let doublings = u32::try_from(attempt.clamp(1, 9) - 1).unwrap_or(0);
    Duration::from_secs((60_u64 << doublings).min(4 * 3_600))
}

fn failure(error: Error) -> Failure {
    match error {
        Error::NotFound | Error::Compose(_) | Error::Unprotectable(_) | Error::Invalid { .. } => {
            Failure::Permanent(error.into())
        }
        Error::Blobs(blobs::Error::NotFound(_) | blobs::Error::NotADigest) => Failure::Permanent(error.into()),
        other => Failure::Retry(other.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attempts_spread_over_about_a_day() {
        let total: Duration = (1..SEND_ATTEMPTS).map(wait_after).sum();
        assert!(total > Duration::from_secs(16 * 3_600) && total < Duration::from_secs(30 * 3_600), "{total:?}");
        assert_eq!(wait_after(1), Duration::from_secs(60));
        assert!(wait_after(2) > wait_after(1));
    }

    #[test]
    fn only_what_speaks_about_the_address_stops_further_mail() {
        assert!(is_about_the_address("550 5.1.1 no such user"));
        assert!(!is_about_the_address("554 5.7.1 message refused as spam"));
        assert!(!is_about_the_address("gave up after 12 attempts: 450 4.1.1"));
    }

    #[test]
    fn the_last_attempt_gives_up() {
        let later = Handed::Later("busy".into());
        assert_eq!(judge(&later, 1).0, DeliveryState::FailedSoft);
        assert_eq!(judge(&later, SEND_ATTEMPTS).0, DeliveryState::FailedHard);
    }
}
