//! All SQL about keys that sign mail.

use store::{Error, Row};

use super::{Algorithm, DkimKey};

store::statements! {
    pub INSERT = "INSERT INTO mail_dkim_key (id, domain, selector, algorithm, public_key, sealed, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (domain, selector) DO NOTHING";
    pub GET = "SELECT id, domain, selector, algorithm, public_key, created_at, published_at, looked_at, problem
        FROM mail_dkim_key WHERE id = $1";
    pub LIST = "SELECT id, domain, selector, algorithm, public_key, created_at, published_at, looked_at, problem
        FROM mail_dkim_key ORDER BY domain, selector";
    pub PUBLISHED = "SELECT id, selector, algorithm, sealed FROM mail_dkim_key
        WHERE domain = $1 AND published_at IS NOT NULL ORDER BY id";
    pub NOTE_LOOKED_UP = "UPDATE mail_dkim_key SET looked_at = $1, problem = CAST($2 AS TEXT),
        published_at = COALESCE(published_at, CAST($3 AS BIGINT)) WHERE id = $4";
    pub REMOVE = "DELETE FROM mail_dkim_key WHERE id = $1";
}

pub(super) fn read(row: &Row) -> Result<DkimKey, Error> {
    Ok(DkimKey {
        id: row.get(0)?,
        domain: row.get(1)?,
        selector: row.get(2)?,
        algorithm: Algorithm::parse(&row.get::<String>(3)?),
        public: row.get(4)?,
        created_at: row.get(5)?,
        published_at: row.get(6)?,
        looked_at: row.get(7)?,
        problem: row.get(8)?,
    })
}
