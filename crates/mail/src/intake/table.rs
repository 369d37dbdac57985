//! All SQL about received mails.

use store::{Error, Row};

use super::{Received, Source, State};

store::statements! {
    pub INSERT = "INSERT INTO mail_raw (id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id,
        fingerprint, dedupe, sender, subject, state, cause, attempts, settled_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 0, $17)
        ON CONFLICT (dedupe) WHERE dedupe IS NOT NULL DO NOTHING";
    pub HAS_COPY = "SELECT id FROM mail_raw WHERE fingerprint = $1 AND dedupe IS NOT NULL
        AND state IN ('received', 'ticketed', 'appended') LIMIT 1";
    pub KNOWN = "SELECT id FROM mail_raw WHERE fingerprint = $1 AND dedupe IS NOT NULL LIMIT 1";
    pub GET = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at FROM mail_raw WHERE id = $1";
    pub OF_THREAD = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at, decision FROM mail_raw WHERE thread = $1 ORDER BY received_at, id LIMIT 500";
    pub LIST = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at FROM mail_raw
        WHERE state = $1 AND (CAST($2 AS BIGINT) IS NULL OR id < $2) ORDER BY id DESC LIMIT $3";
    pub SETTLE = "UPDATE mail_raw SET state = $1, cause = $2, thread = $3, message = $4, settled_at = $5
        WHERE id = $6 AND state IN ('received', 'quarantined')";
    pub SET_DECISION = "UPDATE mail_raw SET decision = $1 WHERE id = $2";
    pub RETRY = "UPDATE mail_raw SET state = 'received', cause = NULL, settled_at = NULL WHERE id = $1 AND state = 'quarantined'";
    pub NOTE_ATTEMPT = "UPDATE mail_raw SET attempts = attempts + 1 WHERE id = $1";
    pub BALANCE = "SELECT state, COALESCE(cause, ''), count(*) FROM mail_raw GROUP BY state, COALESCE(cause, '') ORDER BY 1, 2";
    pub RECEIVED = "SELECT count(*) FROM mail_raw";
    pub CURSOR = "SELECT uidvalidity, uid FROM mail_cursor WHERE mailbox = $1 AND folder = $2";
    pub SET_CURSOR = "INSERT INTO mail_cursor (id, mailbox, folder, uidvalidity, uid) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (mailbox, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid = excluded.uid";
}

pub(super) fn read(row: &Row) -> Result<Received, Error> {
    let recipients: String = row.get(7)?;
    Ok(Received {
        id: row.get(0)?,
        digest: row.get(1)?,
        size: row.get(2)?,
        received_at: row.get(3)?,
        source: Source::parse(&row.get::<String>(4)?),
        peer: row.get(5)?,
        envelope_from: row.get(6)?,
        recipients: serde_json::from_str(&recipients).unwrap_or_default(),
        mailbox: row.get(8)?,
        message_id: row.get(9)?,
        sender: row.get(10)?,
        subject: row.get(11)?,
        state: State::parse(&row.get::<String>(12)?),
        cause: row.get(13)?,
        thread: row.get(14)?,
        message: row.get(15)?,
        attempts: row.get(16)?,
        settled_at: row.get(17)?,
    })
}
