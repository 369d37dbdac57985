//! Raw bytes first, durable; then the row and its event in one transaction; only then is a mail acknowledged.

use base::Scope;
use blobs::Blobs;
use events::{Event, NewEvent};
use keys::Keys;
use store::{Store, Tx, params};

use super::{Source, State, blocked, fingerprint, table};
use crate::{
    Error, Limits, limits,
    mailbox::{self, Step},
    parse::{self, Parsed},
};

/// A mail at the door.
#[derive(Clone, Debug)]
pub struct Incoming {
    /// The bytes as they came.
    pub raw: Vec<u8>,
    /// The envelope sender; empty when null, none when unknown.
    pub envelope_from: Option<String>,
    /// The envelope recipients; empty when unknown.
    pub recipients: Vec<String>,
    /// How it came in.
    pub source: Source,
    /// Who handed it over: an address or the name of a server.
    pub peer: Option<String>,
    /// The mailbox it was fetched from.
    pub mailbox: Option<i64>,
}

/// A mail is stored; it will not be lost.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The row's id.
    pub mail: i64,
    /// `received`, or at once `dropped` (a repetition) or `quarantined`.
    pub state: State,
    /// Why it was dropped or quarantined.
    pub cause: Option<&'static str>,
}

/// Where mails come in. Clones share everything.
#[derive(Clone)]
pub struct Door {
    /// Rows and events.
    pub store: Store,
    /// Raw mails.
    pub blobs: Blobs,
    /// For signed addresses.
    pub keys: Keys,
    /// What is read of a mail.
    pub limits: Limits,
}

struct Row {
    incoming: Incoming,
    digest: String,
    size: i64,
    envelope: Parsed,
    fingerprint: String,
}

impl Door {
    /// Takes a mail in. When this answers `Ok`, the mail is on disk.
    ///
    /// # Errors
    /// [`Error::TooLarge`], or what the disk or the database says; the sender must keep the mail then.
    pub async fn accept(&self, incoming: Incoming) -> Result<Receipt, Error> {
        self.take(incoming, None, None).await
    }

    /// Takes a fetched mail in and notes the progress of fetching in the same transaction.
    ///
    /// # Errors
    /// As [`Door::accept`]; the progress is not noted then.
    pub async fn accept_fetched(
        &self,
        incoming: Incoming,
        step: Step,
        cause: Option<&'static str>,
    ) -> Result<Receipt, Error> {
        self.take(incoming, Some(step), cause).await
    }

    async fn take(
        &self,
        mut incoming: Incoming,
        step: Option<Step>,
        cause: Option<&'static str>,
    ) -> Result<Receipt, Error> {
        let length = incoming.raw.len();
        if length > self.limits.size {
            return Err(Error::TooLarge { size: length, limit: self.limits.size });
        }
        let (limits, raw) = (self.limits.clone(), std::mem::take(&mut incoming.raw));
        // A header block with thousands of addresses takes a while to read: not on a thread that others wait for.
        let reading = base::tasks::spawn_blocking("mail.read_envelope", move || {
            let envelope = parse::parse_envelope(&raw, &limits);
            let fingerprint = fingerprint::of(&raw, &envelope);
            (raw, envelope, fingerprint)
        });
        let (raw, envelope, fingerprint) = reading.await.map_err(|_| Error::Store(store::Error::Closed))?;
        let digest = self.blobs.put(raw).await?;
        let size = i64::try_from(length).unwrap_or(i64::MAX);
        let row = Row { incoming, digest: digest.into(), size, envelope, fingerprint };
        let keys = self.keys.clone();
        self.store
            .write(move |tx| {
                let receipt = record(tx, &keys, &row, cause)?;
                if let Some(step) = step {
                    step.record(tx)?;
                }
                Ok(receipt)
            })
            .await
    }
}

fn record(tx: &mut Tx, keys: &Keys, row: &Row, cause: Option<&'static str>) -> Result<Receipt, Error> {
    let recipients = row.envelope.all_recipients(&row.incoming.recipients);
    let mailbox = match row.incoming.mailbox {
        Some(mailbox) => Some(mailbox),
        None => mailbox::resolve(tx, keys, &recipients)?.mailbox,
    };
    let cause = cause.or_else(|| quarantine_cause(row, mailbox));
    let is_blocked = blocked::is_blocked(tx, &row.envelope, row.incoming.envelope_from.as_deref())?;
    // The same mail to several of our mailboxes is one mail: the first one in counts.
    let copy = tx.query_optional(table::HAS_COPY, params![&row.fingerprint], |found| found.get::<i64>(0))?.is_some();
    let dedupe = dedupe_key(row, mailbox);
    if !copy {
        let (state, cause) = match cause {
            _ if is_blocked => (State::Dropped, Some(blocked::CAUSE)),
            Some(cause) => (State::Quarantined, Some(cause)),
            None => (State::Received, None),
        };
        if let Some(mail) = insert(tx, row, mailbox, Some(dedupe), state, cause)? {
            return announce(tx, mail, state, cause);
        }
    }
    // An id alone proves nothing: whoever saw or guessed it could use it up, and the real mail would be gone.
    let repeated = tx.query_optional(table::KNOWN, params![&row.fingerprint], |found| found.get::<i64>(0))?.is_some();
    let (state, cause) = match (repeated, is_blocked) {
        (true, _) => (State::Dropped, "duplicate"),
        (false, true) => (State::Dropped, blocked::CAUSE),
        (false, false) => (State::Quarantined, cause.unwrap_or("reused_id")),
    };
    let mail = insert(tx, row, mailbox, None, state, Some(cause))?.ok_or(Error::TooLate)?;
    announce(tx, mail, state, Some(cause))
}

fn quarantine_cause(row: &Row, mailbox: Option<i64>) -> Option<&'static str> {
    if row.envelope.received_fields > limits::RECEIVED_FIELDS {
        Some("loop")
    } else if mailbox.is_none() {
        Some("unknown_recipient")
    } else {
        None
    }
}

/// (mailbox, Message-ID), or the fingerprint where there is no id.
fn dedupe_key(row: &Row, mailbox: Option<i64>) -> String {
    let what = row.envelope.message_id.as_deref().unwrap_or(&row.fingerprint);
    let mailbox = mailbox.unwrap_or(0);
    hex::encode(keys::digest(format!("{mailbox}\n{what}").as_bytes()))
}

fn insert(
    tx: &mut Tx,
    row: &Row,
    mailbox: Option<i64>,
    dedupe: Option<String>,
    state: State,
    cause: Option<&'static str>,
) -> Result<Option<i64>, Error> {
    let (id, now) = (tx.new_id()?, tx.now());
    let recipients = serde_json::to_string(&row.incoming.recipients).unwrap_or_else(|_| "[]".to_owned());
    let sender = row.envelope.from.as_ref().map(|from| from.address.clone());
    let settled = (state != State::Received).then_some(now);
    let written = tx.execute(
        table::INSERT,
        params![
            id,
            &row.digest,
            row.size,
            now,
            row.incoming.source.as_str(),
            row.incoming.peer.as_deref().map(base::text::clean_line),
            row.incoming.envelope_from.as_deref().map(base::text::clean_line),
            recipients,
            mailbox,
            &row.envelope.message_id,
            &row.fingerprint,
            dedupe,
            sender,
            &row.envelope.subject,
            state.as_str(),
            cause,
            settled
        ],
    )?;
    Ok((written > 0).then_some(id))
}

fn announce(tx: &mut Tx, mail: i64, state: State, cause: Option<&'static str>) -> Result<Receipt, Error> {
    let event = match state {
        State::Received => Event::MailReceived { mail },
        _ => Event::MailSettled { mail, outcome: state.as_str().to_owned(), cause: cause.map(str::to_owned) },
    };
    let scope = Scope::system("mail came in");
    tx.append(NewEvent::of("mail", mail, event).visibility(events::Visibility::System), scope.actor())?;
    Ok(Receipt { mail, state, cause })
}
