//! The table of kept answers.

use store::{Error, Tx, params};

use crate::limits;

store::statements! {
    FORGET = "DELETE FROM web_idempotency WHERE expires_at <= $1";
    CLAIM = "INSERT INTO web_idempotency (id, caller, key_hash, request_hash, expires_at)
        VALUES ($1, $2, $3, $4, $5) ON CONFLICT (caller, key_hash) DO NOTHING";
    FIND = "SELECT request_hash, status, headers, body FROM web_idempotency WHERE caller = $1 AND key_hash = $2";
    KEEP = "UPDATE web_idempotency SET status = $1, headers = $2, body = $3 WHERE id = $4";
    RELEASE = "DELETE FROM web_idempotency WHERE id = $1 AND status IS NULL";
}

/// The request that wants to run.
pub(super) struct Wanted {
    pub(super) caller: String,
    pub(super) key_hash: String,
    pub(super) request_hash: String,
}

/// An answer that was kept.
#[derive(Debug)]
pub(super) struct Kept {
    pub(super) status: u16,
    pub(super) headers: String,
    pub(super) body: Option<Vec<u8>>,
}

/// What becomes of a request with a key.
#[derive(Debug)]
pub(super) enum Claim {
    /// It is the first; run it and keep the answer under this id.
    First(i64),
    /// It was answered already.
    Kept(Kept),
    /// The first one has not been answered.
    UnderWay,
    /// The key belongs to another request.
    Other,
}

/// Takes the key, or tells what became of its first request.
pub(super) fn claim(tx: &mut Tx<'_>, wanted: &Wanted) -> Result<Claim, Error> {
    let now = tx.now();
    tx.execute(FORGET, params![now])?;
    let id = tx.new_id()?;
    let expires = now.plus(limits::IDEMPOTENCY);
    let values = params![id, &wanted.caller, &wanted.key_hash, &wanted.request_hash, expires];
    if tx.execute(CLAIM, values)? == 1 {
        return Ok(Claim::First(id));
    }
    tx.query_one(FIND, params![&wanted.caller, &wanted.key_hash], |row| {
        if row.get::<String>(0)? != wanted.request_hash {
            return Ok(Claim::Other);
        }
        let Some(status) = row.get::<Option<i64>>(1)? else { return Ok(Claim::UnderWay) };
        let status = u16::try_from(status).unwrap_or(500);
        let headers = row.get::<Option<String>>(2)?.unwrap_or_default();
        Ok(Claim::Kept(Kept { status, headers, body: row.get(3)? }))
    })
}

/// Keeps the answer.
pub(super) fn keep(tx: &mut Tx<'_>, id: i64, kept: &Kept) -> Result<(), Error> {
    tx.execute(KEEP, params![i64::from(kept.status), &kept.headers, kept.body.clone(), id])?;
    Ok(())
}

/// Lets the key be used again: its request changed nothing.
pub(super) fn release(tx: &mut Tx<'_>, id: i64) -> Result<(), Error> {
    tx.execute(RELEASE, params![id])?;
    Ok(())
}
