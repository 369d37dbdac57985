//! All SQL of API tokens.

use store::{Error, Row};

use super::Token;

store::statements! {
    pub(super) INSERT = "INSERT INTO people_token
        (id, identifier, secret_hash, person, name, created_at, expires_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7)";
    pub(super) BY_IDENTIFIER = "SELECT t.id, t.secret_hash, t.person, t.last_used_at FROM people_token t
        WHERE t.identifier = $1 AND t.revoked_at IS NULL AND t.expires_at > $2";
    pub(super) TOUCH = "UPDATE people_token SET last_used_at = $1 WHERE id = $2";
    pub(super) OWNER = "SELECT t.person, t.name FROM people_token t WHERE t.id = $1";
    pub(super) LIST = "SELECT t.id, t.person, t.name, t.created_at, t.expires_at, t.last_used_at, t.revoked_at
        FROM people_token t WHERE t.person = $1 ORDER BY t.created_at DESC, t.id DESC";
    pub(super) REVOKE = "UPDATE people_token SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL";
    pub(super) REVOKE_ALL = "UPDATE people_token SET revoked_at = $1 WHERE person = $2 AND revoked_at IS NULL";
}

pub(super) fn token(row: &Row) -> Result<Token, Error> {
    Ok(Token {
        id: row.get(0)?,
        person: row.get(1)?,
        name: row.get(2)?,
        created_at: row.get(3)?,
        expires_at: row.get(4)?,
        last_used_at: row.get(5)?,
        revoked_at: row.get(6)?,
    })
}
