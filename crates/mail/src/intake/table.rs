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
    pub EXPLAINED = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at, decision FROM mail_raw WHERE id IN {list $1} ORDER BY received_at, id";
    pub LIST = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at FROM mail_raw
        WHERE state = $1 AND (CAST($2 AS TEXT) IS NULL OR cause = $2) AND (CAST($3 AS BIGINT) IS NULL OR mailbox = $3)
        AND received_at >= $4 AND (CAST($5 AS BIGINT) IS NULL OR id < $5) ORDER BY id DESC LIMIT $6";
    pub CAUSES = "SELECT COALESCE(cause, ''), count(*) FROM mail_raw WHERE state = $1 GROUP BY COALESCE(cause, '') ORDER BY 1";
    pub COPIES = "SELECT c.id, c.digest, c.size, c.received_at, c.source, c.peer, c.envelope_from, c.recipients, c.mailbox,
        c.message_id, c.sender, c.subject, c.state, c.cause, c.thread, c.message, c.attempts, c.settled_at
        FROM mail_raw m JOIN mail_raw c ON c.fingerprint = m.fingerprint AND c.id <> m.id WHERE m.id = $1 ORDER BY c.id LIMIT 50";
    pub IDS_OF_MESSAGE = "SELECT message_id FROM mail_raw WHERE message = $1 AND message_id IS NOT NULL
        UNION SELECT message_id FROM mail_outbox WHERE message = $1";
    pub BLOCK = "INSERT INTO mail_blocked (id, sender, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT (sender) DO NOTHING";
    pub UNBLOCK = "DELETE FROM mail_blocked WHERE id = $1";
    pub BLOCKED = "SELECT id, sender, reason, at FROM mail_blocked
        WHERE (CAST($1 AS BIGINT) IS NULL OR id < $1) ORDER BY id DESC LIMIT $2";
    pub BLOCKED_SENDER = "SELECT sender FROM mail_blocked WHERE id = $1";
    pub IS_BLOCKED = "SELECT id FROM mail_blocked WHERE sender IN {texts $1} LIMIT 1";
    pub SETTLE = "UPDATE mail_raw SET state = $1, cause = $2, thread = $3, message = $4, settled_at = $5,
        sanitizer = $6 WHERE id = $7 AND state IN ('received', 'quarantined')";
    pub OUTDATED = "SELECT id, digest, size, received_at, source, peer, envelope_from, recipients, mailbox, message_id, sender, subject,
        state, cause, thread, message, attempts, settled_at FROM mail_raw WHERE sanitizer < $1 ORDER BY sanitizer, id LIMIT $2";
    pub OUTDATED_COUNT = "SELECT count(*) FROM mail_raw WHERE sanitizer < $1";
    pub NOTE_CLEANED = "UPDATE mail_raw SET sanitizer = $1 WHERE id = $2 AND sanitizer < $1";
    pub SET_DECISION = "UPDATE mail_raw SET decision = $1 WHERE id = $2";
    pub RETRY = "UPDATE mail_raw SET state = 'received', cause = NULL, settled_at = NULL WHERE id = $1
        AND (state = 'quarantined' OR (state = 'dropped' AND cause IN ('blocked_sender', 'discarded')))";
    pub NOTE_ATTEMPT = "UPDATE mail_raw SET attempts = attempts + 1 WHERE id = $1";
    pub BALANCE = "SELECT state, COALESCE(cause, ''), count(*) FROM mail_raw GROUP BY state, COALESCE(cause, '') ORDER BY 1, 2";
    pub RECEIVED = "SELECT count(*) FROM mail_raw";
    pub BALANCE_SINCE = "SELECT state, COALESCE(cause, ''), count(*) FROM mail_raw WHERE received_at >= $1
        GROUP BY state, COALESCE(cause, '') ORDER BY 1, 2";
    pub RECEIVED_SINCE = "SELECT count(*) FROM mail_raw WHERE received_at >= $1";
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
