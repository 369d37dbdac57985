//! All SQL about keys, protection and verdicts.

use base::Timestamp;
use store::{Error, Row};

use super::{Key, Kind, Owner};

store::statements! {
    pub INSERT_KEY = "INSERT INTO mail_key (id, place, mailbox, address_fold, kind, fingerprint, holder, issuer, addresses, valid_from,
        valid_until, public, sealed, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)
        ON CONFLICT (place, fingerprint) DO NOTHING";
    pub KEYS = "SELECT id, mailbox, address_fold, kind, fingerprint, holder, issuer, addresses, valid_from, valid_until, created_at
        FROM mail_key ORDER BY place, id LIMIT $1";
    pub KEY = "SELECT id, mailbox, address_fold, kind, fingerprint, holder, issuer, addresses, valid_from, valid_until, created_at
        FROM mail_key WHERE id = $1";
    pub DELETE_KEY = "DELETE FROM mail_key WHERE id = $1";
    pub OWN = "SELECT id, kind, public, sealed FROM mail_key WHERE sealed IS NOT NULL ORDER BY id LIMIT $1";
    pub OWN_OF_MAILBOX = "SELECT id, kind, public, sealed FROM mail_key WHERE mailbox = $1 AND kind = $2 AND sealed IS NOT NULL ORDER BY id DESC";
    pub KNOWN = "SELECT kind, address_fold, public FROM mail_key WHERE address_fold IS NOT NULL ORDER BY id LIMIT $1";
    pub OF_ADDRESSES = "SELECT address_fold, public FROM mail_key WHERE kind = $1 AND address_fold IN {texts $2} ORDER BY id DESC";
    pub ISSUERS = "SELECT public FROM mail_key WHERE place = 'issuer' ORDER BY id LIMIT $1";
    pub SET_PROTECTION = "INSERT INTO mail_protection (id, mailbox, kind, signs, encrypts, updated_at) VALUES ($1, $2, $3, $4, $5, $6)
        ON CONFLICT (mailbox) DO UPDATE SET kind = excluded.kind, signs = excluded.signs, encrypts = excluded.encrypts,
        updated_at = excluded.updated_at";
    pub PROTECTION = "SELECT mailbox, kind, signs, encrypts FROM mail_protection WHERE mailbox = $1";
    pub PROTECTIONS = "SELECT mailbox, kind, signs, encrypts FROM mail_protection ORDER BY mailbox";
    pub SET_VERDICT = "INSERT INTO mail_verdict (id, mail, verdict, at) VALUES ($1, $2, $3, $4)
        ON CONFLICT (mail) DO UPDATE SET verdict = excluded.verdict, at = excluded.at";
    pub VERDICTS = "SELECT mail, verdict FROM mail_verdict WHERE mail IN {list $1}";
}

pub(super) fn read_key(row: &Row) -> Result<Key, Error> {
    let (mailbox, address): (Option<i64>, Option<String>) = (row.get(1)?, row.get(2)?);
    let addresses: String = row.get(7)?;
    Ok(Key {
        id: row.get(0)?,
        owner: match (mailbox, address) {
            (Some(mailbox), _) => Owner::Mailbox(mailbox),
            (None, Some(address)) => Owner::Address(address),
            (None, None) => Owner::Issuer,
        },
        kind: read_kind(row, 3)?,
        fingerprint: row.get(4)?,
        holder: row.get(5)?,
        issuer: row.get(6)?,
        addresses: serde_json::from_str(&addresses).unwrap_or_default(),
        valid_from: row.get::<Timestamp>(8)?,
        valid_until: row.get(9)?,
        created_at: row.get(10)?,
    })
}

/// The table allows only names that are known.
pub(super) fn read_kind(row: &Row, column: usize) -> Result<Kind, Error> {
    Ok(Kind::parse(&row.get::<String>(column)?).unwrap_or(Kind::Smime))
}
