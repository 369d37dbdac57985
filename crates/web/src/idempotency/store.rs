//! The table of kept answers.

use std::sync::atomic::{AtomicBool, Ordering};

use store::{Error, Tx, params};

use super::answer::Answer;
use crate::limits;

store::statements! {
    FORGET = "DELETE FROM web_idempotency WHERE expires_at <= $1";
    KEEP = "INSERT INTO web_idempotency (id, caller, key_hash, request_hash, status, headers, body, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (caller, key_hash) DO NOTHING";
    FIND = "SELECT request_hash, status, headers, body FROM web_idempotency
        WHERE caller = $1 AND key_hash = $2 AND status IS NOT NULL AND expires_at > $3";
}

/// A key that its caller gave to one request.
#[derive(Debug)]
pub(crate) struct Claim {
    caller: String,
    key_hash: String,
    request_hash: String,
    kept: AtomicBool,
}

impl Claim {
    pub(super) fn new(person: i64, key: &str, request_hash: String) -> Self {
        let (caller, key_hash) = (format!("person:{person}"), keys::hash_token(key));
        Self { caller, key_hash, request_hash, kept: AtomicBool::new(false) }
    }

    /// The caller with their key.
    pub(super) fn name(&self) -> (String, String) {
        (self.caller.clone(), self.key_hash.clone())
    }

    /// The answer is on the disk.
    pub(super) fn was_kept(&self) {
        self.kept.store(true, Ordering::Release);
    }

    pub(super) fn is_kept(&self) -> bool {
        self.kept.load(Ordering::Acquire)
    }
}

/// What is known of a key.
#[derive(Debug)]
pub(super) enum Found {
    /// The request was answered already.
    Answer(Answer),
    /// The key belongs to another request.
    Other,
    /// It is new.
    Nothing,
}

/// Looks a key up.
pub(super) fn find(tx: &mut Tx<'_>, claim: &Claim) -> Result<Found, Error> {
    let now = tx.now();
    let found = tx.query_optional(FIND, params![&claim.caller, &claim.key_hash, now], |row| {
        if row.get::<String>(0)? != claim.request_hash {
            return Ok(Found::Other);
        }
        let status = u16::try_from(row.get::<i64>(1)?).unwrap_or(500);
        Ok(Found::Answer(Answer { status, headers: row.get(2)?, body: row.get(3)? }))
    })?;
    Ok(found.unwrap_or(Found::Nothing))
}

/// Keeps the answer.
pub(super) fn keep(tx: &mut Tx<'_>, claim: &Claim, answer: &Answer) -> Result<(), Error> {
    let now = tx.now();
    tx.execute(FORGET, params![now])?;
    let values = params![
        tx.new_id()?,
        &claim.caller,
        &claim.key_hash,
        &claim.request_hash,
        i64::from(answer.status),
        &answer.headers,
        answer.body.clone(),
        now.plus(limits::IDEMPOTENCY),
    ];
    tx.execute(KEEP, values)?;
    Ok(())
}
