//! All SQL of links.

use store::{Error, Tx, params};

store::statements! {
    pub(super) INSERT = "INSERT INTO people_link
        (id, token_hash, person, address, purpose, sealed, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    /// Whom an address may send a link to.
    pub(super) TARGET = "SELECT p.id, p.role, a.id, a.verified_at IS NOT NULL
        FROM people_address a JOIN people_person p ON p.id = a.person
        WHERE a.address_fold = $1 AND p.disabled = FALSE";
    pub(super) PRIMARY = "SELECT a.id FROM people_address a WHERE a.person = $1 AND a.is_primary";
    pub(super) TO_SEND = "SELECT l.person, a.address, l.purpose, l.sealed, l.expires_at
        FROM people_link l JOIN people_address a ON a.id = l.address AND a.person = l.person
        WHERE l.id = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND l.sealed IS NOT NULL";
    pub(super) SENT = "UPDATE people_link SET sealed = NULL WHERE id = $1";
    pub(super) LOOK = "SELECT l.person, l.purpose FROM people_link l
        WHERE l.token_hash = $1 AND l.used_at IS NULL AND l.expires_at > $2 AND l.person IS NOT NULL";
    pub(super) USE = "UPDATE people_link SET used_at = $1, sealed = NULL
        WHERE token_hash = $2 AND purpose IN {texts $3} AND used_at IS NULL AND expires_at > $1
          AND person IS NOT NULL";
    pub(super) OF_TOKEN = "SELECT l.person, l.address FROM people_link l
        WHERE l.token_hash = $1 AND l.person IS NOT NULL";
    pub(super) INVITATIONS = "SELECT l.person, max(l.expires_at) FROM people_link l
        WHERE l.purpose = 'invite' AND l.used_at IS NULL AND l.expires_at > $1 AND l.person IN {list $2}
        GROUP BY l.person";
    pub(super) END_INVITATIONS = "DELETE FROM people_link
        WHERE person = $1 AND purpose = 'invite' AND used_at IS NULL";
    pub(super) END_ALL = "DELETE FROM people_link WHERE person = $1";
    pub(super) DELETE_EXPIRED = "DELETE FROM people_link WHERE expires_at <= $1";
}

/// Makes every link of a person worthless.
pub(crate) fn end_all(tx: &mut Tx<'_>, person: i64) -> Result<(), Error> {
    tx.execute(END_ALL, params![person]).map(|_| ())
}

/// Deletes links whose time is over.
pub(crate) fn delete_expired(tx: &mut Tx<'_>) -> Result<u64, Error> {
    let now = tx.now();
    tx.execute(DELETE_EXPIRED, params![now])
}
