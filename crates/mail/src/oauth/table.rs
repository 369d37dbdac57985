//! All SQL about consents.

store::statements! {
    pub SEALED = "SELECT sealed FROM mail_consent WHERE mailbox = $1";
    pub LIST = "SELECT mailbox, expires_at, ends_at, failure, given_at FROM mail_consent ORDER BY mailbox";
    pub PUT = "INSERT INTO mail_consent (id, mailbox, sealed, expires_at, refresh_at, ends_at, failures, failure, given_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, 0, NULL, $7, $7)
        ON CONFLICT (mailbox) DO UPDATE SET sealed = excluded.sealed, expires_at = excluded.expires_at,
        refresh_at = excluded.refresh_at, ends_at = excluded.ends_at, failures = 0, failure = NULL,
        given_at = excluded.given_at, updated_at = excluded.updated_at";
    pub DUE = "SELECT mailbox, sealed, updated_at, failures, expires_at FROM mail_consent WHERE refresh_at <= $1 ORDER BY refresh_at LIMIT 100";
    pub RENEWED = "UPDATE mail_consent SET sealed = $1, expires_at = $2, refresh_at = $3, ends_at = COALESCE(CAST($4 AS BIGINT), ends_at),
        failures = 0, failure = NULL, updated_at = $5 WHERE mailbox = $6 AND updated_at = $7";
    pub FAILED = "UPDATE mail_consent SET failures = $1, failure = CAST($2 AS TEXT), refresh_at = $3, updated_at = $4
        WHERE mailbox = $5 AND updated_at = $6";
    pub TOUCH = "UPDATE mail_mailbox SET updated_at = $1 WHERE id = $2";
    pub ASK = "INSERT INTO mail_consent_request (id, state_hash, mailbox, person, sealed, expires_at) VALUES ($1, $2, $3, $4, $5, $6)";
    pub ASKED = "SELECT mailbox, person, sealed, expires_at FROM mail_consent_request WHERE state_hash = $1";
    pub ANSWERED = "DELETE FROM mail_consent_request WHERE state_hash = $1";
    pub FORGET = "DELETE FROM mail_consent_request WHERE expires_at < $1";
}
