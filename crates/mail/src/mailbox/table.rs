//! All SQL about mailboxes.

use store::{Error, Row};

use super::Mailbox;

store::statements! {
    pub INSERT = "INSERT INTO mail_mailbox (id, address, address_fold, name, fetch_sealed, relay_sealed, enabled, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, TRUE, $7, $7) ON CONFLICT (address_fold) DO NOTHING";
    pub UPDATE = "UPDATE mail_mailbox SET name = $1, enabled = $2, updated_at = $3 WHERE id = $4";
    pub SET_FETCH = "UPDATE mail_mailbox SET fetch_sealed = $1, last_error = NULL, updated_at = $2 WHERE id = $3";
    pub NOTE_FETCH = "UPDATE mail_mailbox SET last_fetched_at = COALESCE(CAST($1 AS BIGINT), last_fetched_at), last_error = CAST($2 AS TEXT),
        failures = CASE WHEN CAST($2 AS TEXT) IS NULL THEN 0 ELSE failures + 1 END WHERE id = $3";
    pub LAST_RECEIVED = "SELECT COALESCE(MAX(id), 0) FROM mail_raw";
    pub RECEIVED_SINCE = "SELECT id FROM mail_raw WHERE id > $1 AND message_id = $2 LIMIT 1";
    pub LAST_FETCH = "SELECT last_fetched_at FROM mail_mailbox WHERE id = $1";
    pub SET_ALARM = "UPDATE mail_mailbox SET alarm_minutes = $1 WHERE id = $2";
    pub SET_RELAY = "UPDATE mail_mailbox SET relay_sealed = $1, updated_at = $2 WHERE id = $3";
    pub CURSOR = "SELECT uidvalidity, uid FROM mail_cursor WHERE mailbox = $1 AND folder = $2";
    pub SET_CURSOR = "INSERT INTO mail_cursor (id, mailbox, folder, uidvalidity, uid) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (mailbox, folder) DO UPDATE SET uidvalidity = excluded.uidvalidity, uid = excluded.uid";
    pub TAKEN = "SELECT uidl, whole, taken_at FROM mail_pop3_taken WHERE mailbox = $1";
    pub SET_TAKEN = "INSERT INTO mail_pop3_taken (id, mailbox, uidl, whole, taken_at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (mailbox, uidl) DO NOTHING";
    pub FORGET_TAKEN = "DELETE FROM mail_pop3_taken WHERE mailbox = $1 AND uidl = $2";
    pub GET = "SELECT id, address, name, enabled, fetch_sealed IS NOT NULL, last_fetched_at, last_error, updated_at, failures,
        alarm_minutes, relay_sealed IS NOT NULL FROM mail_mailbox WHERE id = $1";
    pub LIST = "SELECT id, address, name, enabled, fetch_sealed IS NOT NULL, last_fetched_at, last_error, updated_at, failures,
        alarm_minutes, relay_sealed IS NOT NULL FROM mail_mailbox ORDER BY address_fold";
    pub BY_ADDRESSES = "SELECT id, address_fold FROM mail_mailbox WHERE enabled AND address_fold IN {texts $1}";
    pub RELAY_SEALED = "SELECT relay_sealed FROM mail_mailbox WHERE id = $1";
    pub SEALED = "SELECT fetch_sealed FROM mail_mailbox WHERE id = $1";
}

pub(super) fn read(row: &Row) -> Result<Mailbox, Error> {
    Ok(Mailbox {
        id: row.get(0)?,
        address: row.get(1)?,
        name: row.get(2)?,
        enabled: row.get(3)?,
        fetches: row.get(4)?,
        last_fetched_at: row.get(5)?,
        last_error: row.get(6)?,
        updated_at: row.get(7)?,
        failures: row.get(8)?,
        alarm_minutes: row.get(9)?,
        has_relay: row.get(10)?,
    })
}
