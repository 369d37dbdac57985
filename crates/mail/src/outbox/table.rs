//! All SQL about outgoing mails.

store::statements! {
    pub INSERT = "INSERT INTO mail_outbox (id, mailbox, thread, message, message_id, message_key, draft, automatic, state, not_before,
        created_at, updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, 'queued', $9, $10, $10)";
    pub INSERT_RECIPIENT = "INSERT INTO mail_outbox_recipient (id, outbox, address, address_fold, envelope_from, state, reason, attempts,
        updated_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8) ON CONFLICT (outbox, address_fold) DO NOTHING";
    pub GET = "SELECT id, thread, message, message_id, draft, digest, state, not_before, mailbox FROM mail_outbox WHERE id = $1";
    pub CANCEL = "UPDATE mail_outbox SET state = 'canceled', updated_at = $1 WHERE id = $2 AND state = 'queued'";
    pub SET_DIGEST = "UPDATE mail_outbox SET digest = $1, updated_at = $2 WHERE id = $3 AND digest IS NULL";
    pub BEGIN = "UPDATE mail_outbox SET state = 'sending', updated_at = $1 WHERE id = $2 AND state IN ('queued', 'sending')";
    pub COUNT_ATTEMPTS = "UPDATE mail_outbox_recipient SET attempts = attempts + 1, updated_at = $1
        WHERE outbox = $2 AND state IN ('queued', 'failed_soft')";
    pub DONE = "UPDATE mail_outbox SET state = 'done', updated_at = $1 WHERE id = $2 AND state = 'sending'";
    pub OPEN_RECIPIENTS = "SELECT id, address, envelope_from, attempts FROM mail_outbox_recipient
        WHERE outbox = $1 AND state IN ('queued', 'failed_soft') ORDER BY id";
    pub SET_STATE = "UPDATE mail_outbox_recipient SET state = $1, reason = $2, updated_at = $3
        WHERE id = $4 AND state IN ('queued', 'failed_soft')";
    pub SET_FATE = "UPDATE mail_outbox_recipient SET state = $1, reason = $2, updated_at = $3
        WHERE id = $4 AND state NOT IN ('failed_hard', 'complained')";
    pub RETRY_RECIPIENT = "UPDATE mail_outbox_recipient SET state = 'queued', reason = NULL, attempts = 0, updated_at = $1
        WHERE id = $2 AND (state IN ('failed_hard', 'suppressed') OR (state IN ('failed_soft', 'delayed')
        AND EXISTS (SELECT 1 FROM mail_outbox o WHERE o.id = outbox AND o.state = 'done')))";
    pub HOLD = "UPDATE mail_outbox SET state = 'done', updated_at = $1 WHERE id = $2 AND state = 'queued'";
    pub REOPEN = "UPDATE mail_outbox SET state = 'queued', updated_at = $1 WHERE id = $2 AND state = 'done'";
    pub DELIVERY_TO = "SELECT r.id, r.outbox, r.address, r.state, r.reason, r.attempts, r.updated_at, o.thread, o.message
        FROM mail_outbox_recipient r JOIN mail_outbox o ON o.id = r.outbox WHERE r.outbox = $1 AND r.address_fold = $2";
    pub DELIVERY = "SELECT r.id, r.outbox, r.address, r.state, r.reason, r.attempts, r.updated_at, o.thread, o.message
        FROM mail_outbox_recipient r JOIN mail_outbox o ON o.id = r.outbox WHERE r.id = $1";
    pub DELIVERIES_OF_MESSAGES = "SELECT r.id, r.outbox, r.address, r.state, r.reason, r.attempts, r.updated_at, o.thread, o.message
        FROM mail_outbox o JOIN mail_outbox_recipient r ON r.outbox = o.id WHERE o.message IN {list $1} ORDER BY o.message, r.id";
    pub DELIVERIES_OF_KEY = "SELECT r.id, r.outbox, r.address, r.state, r.reason, r.attempts, r.updated_at, o.thread, o.message
        FROM mail_outbox o JOIN mail_outbox_recipient r ON r.outbox = o.id WHERE o.message_key = $1 ORDER BY r.id";
    pub SUPPRESS = "INSERT INTO mail_suppressed (id, address_fold, reason, at) VALUES ($1, $2, $3, $4) ON CONFLICT (address_fold) DO NOTHING";
    pub ALLOW = "DELETE FROM mail_suppressed WHERE address_fold = $1";
    pub SUPPRESSED_AMONG = "SELECT address_fold FROM mail_suppressed WHERE address_fold IN {texts $1}";
    pub SUPPRESSED = "SELECT id, address_fold, reason, at FROM mail_suppressed
        WHERE (CAST($1 AS BIGINT) IS NULL OR id < $1) ORDER BY id DESC LIMIT $2";
    pub BUCKET = "SELECT left_over, at FROM mail_bucket WHERE name = $1";
    pub SET_BUCKET = "INSERT INTO mail_bucket (id, name, left_over, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (name) DO UPDATE SET left_over = excluded.left_over, at = excluded.at";
}
