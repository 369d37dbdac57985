//! All SQL of sessions.

use base::Timestamp;
use store::{Error, Row, Tx, params};

use super::Session;

store::statements! {
    pub(super) INSERT = "INSERT INTO people_session
        (id, token_hash, person, epoch, method, peer, user_agent, created_at, last_seen_at, expires_at,
         elevated_until)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $10)";
    pub(super) BY_TOKEN = "SELECT s.id, s.person, s.epoch, s.last_seen_at, s.expires_at, s.elevated_until
        FROM people_session s WHERE s.token_hash = $1";
    pub(super) OWNER = "SELECT s.person FROM people_session s WHERE s.id = $1";
    pub(super) LIST = "SELECT s.id, s.person, s.method, s.peer, s.user_agent, s.created_at, s.last_seen_at,
               s.expires_at
        FROM people_session s WHERE s.person = $1 AND s.expires_at > $2
        ORDER BY s.last_seen_at DESC, s.id DESC";
    pub(super) TOUCH = "UPDATE people_session SET last_seen_at = $1 WHERE id = $2 AND last_seen_at <= $3";
    pub(super) ELEVATE = "UPDATE people_session SET elevated_until = $1 WHERE id = $2 AND person = $3";
    pub(super) DELETE = "DELETE FROM people_session WHERE id = $1";
    pub(super) DELETE_BY_TOKEN = "DELETE FROM people_session WHERE token_hash = $1";
    pub(super) DELETE_ALL = "DELETE FROM people_session WHERE person = $1";
    pub(super) DELETE_OTHERS = "DELETE FROM people_session WHERE person = $1 AND id <> $2";
    pub(super) DELETE_EXPIRED = "DELETE FROM people_session WHERE expires_at <= $1";
}

pub(super) fn session(row: &Row) -> Result<Session, Error> {
    Ok(Session {
        id: row.get(0)?,
        person: row.get(1)?,
        method: row.get(2)?,
        peer: row.get(3)?,
        user_agent: row.get(4)?,
        created_at: row.get(5)?,
        last_seen_at: row.get(6)?,
        expires_at: row.get(7)?,
    })
}

/// What a cookie stands for.
pub(super) struct Stored {
    pub id: i64,
    pub person: i64,
    pub epoch: i64,
    pub last_seen_at: Timestamp,
    pub expires_at: Timestamp,
    pub elevated_until: Option<Timestamp>,
}

pub(super) fn by_token(tx: &mut Tx<'_>, token_hash: &str) -> Result<Option<Stored>, Error> {
    tx.query_optional(BY_TOKEN, params![token_hash], |row| {
        Ok(Stored {
            id: row.get(0)?,
            person: row.get(1)?,
            epoch: row.get(2)?,
            last_seen_at: row.get(3)?,
            expires_at: row.get(4)?,
            elevated_until: row.get(5)?,
        })
    })
}

/// Deletes a person's sessions; answers how many there were.
pub(crate) fn delete_all(tx: &mut Tx<'_>, person: i64) -> Result<u64, Error> {
    tx.execute(DELETE_ALL, params![person])
}

/// Deletes sessions whose absolute end has passed.
pub(crate) fn delete_expired(tx: &mut Tx<'_>) -> Result<u64, Error> {
    let now = tx.now();
    tx.execute(DELETE_EXPIRED, params![now])
}
