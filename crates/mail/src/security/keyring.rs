//! The keys that count are brought together; private halves are unsealed only for that.

use base::{Secret, World};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use keys::Keys;
use message_security::{Keyring, Kind, Known, PrivateKey};
use serde::{Deserialize, Serialize};
use store::{Row, Tx, Value, params};

use super::table;
use crate::{Error, limits::KEYS};

/// What is sealed of a private key: the secret and the issuers' certificates that go along, in base64.
#[derive(Serialize, Deserialize)]
struct Sealed {
    secret: String,
    chain: Vec<String>,
}

/// All keys that count when a mail is read.
///
/// # Errors
/// [`Error::Keys`] when a key was sealed by another installation.
pub fn keyring(tx: &mut Tx, keys: &Keys) -> Result<Keyring, Error> {
    let own = tx.query(table::OWN, params![KEYS], sealed)?;
    let known = tx.query(table::KNOWN, params![KEYS], |row| {
        Ok(Known { kind: table::read_kind(row, 0)?, address: row.get(1)?, public: row.get(2)? })
    })?;
    let issuers = tx.query(table::ISSUERS, params![KEYS], |row| row.get(0))?;
    Ok(Keyring { own: unsealed(keys, own)?, known, issuers })
}

/// The private keys of one kind of a mailbox, the newest first.
pub(super) fn of_mailbox(tx: &mut Tx, keys: &Keys, mailbox: i64, kind: Kind) -> Result<Vec<PrivateKey>, Error> {
    let rows = tx.query(table::OWN_OF_MAILBOX, params![mailbox, kind.as_str()], sealed)?;
    unsealed(keys, rows)
}

/// The public keys of one kind that are known for these addresses, the newest first.
pub(super) fn of_addresses(tx: &mut Tx, kind: Kind, addresses: Vec<String>) -> Result<Vec<(String, Vec<u8>)>, Error> {
    let wanted = [Value::Text(kind.as_str().to_owned()), Value::Texts(addresses)];
    Ok(tx.query(table::OF_ADDRESSES, &wanted, |row| Ok((row.get(0)?, row.get(1)?)))?)
}

/// Seals a private key for the row `id`.
pub(super) fn seal(keys: &Keys, world: &World, id: i64, key: &PrivateKey) -> Result<String, Error> {
    let chain = key.chain().iter().map(|der| STANDARD.encode(der)).collect();
    let sealed = Sealed { secret: STANDARD.encode(key.secret()), chain };
    let plain = serde_json::to_vec(&sealed).map_err(|error| Error::invalid("key", error.to_string()))?;
    Ok(keys.seal(&place(id), &plain, world)?)
}

/// Id, kind, public half and sealed half of a row.
type Stored = (i64, Kind, Vec<u8>, String);

fn sealed(row: &Row) -> Result<Stored, store::Error> {
    Ok((row.get(0)?, table::read_kind(row, 1)?, row.get(2)?, row.get(3)?))
}

fn unsealed(keys: &Keys, rows: Vec<Stored>) -> Result<Vec<PrivateKey>, Error> {
    let open = |(id, kind, public, sealed): Stored| {
        let plain: Secret<Vec<u8>> = keys.unseal(&place(id), &sealed)?;
        let broken = |error: String| Error::invalid("key", error);
        let stored: Sealed = serde_json::from_slice(plain.expose()).map_err(|error| broken(error.to_string()))?;
        let bytes = |text: &String| STANDARD.decode(text).map_err(|error| broken(error.to_string()));
        let chain = stored.chain.iter().map(bytes).collect::<Result<_, _>>()?;
        Ok(PrivateKey::restore(kind, &public, chain, bytes(&stored.secret)?)?)
    };
    rows.into_iter().map(open).collect()
}

fn place(id: i64) -> String {
    format!("mail_key/{id}/sealed")
}
