//! A received mail and its raw bytes, for processing and for download.

use base::Scope;
use blobs::{Blobs, Digest};
use store::{Tx, params};

use super::{Received, table};
use crate::Error;

/// One received mail.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the scope is a customer's.
pub fn get(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<Received, Error> {
    if !scope.is_staff() {
        return Err(Error::NotFound);
    }
    Ok(tx.query_one(table::GET, params![mail], table::read)?)
}

/// The other mails with the same content: repetitions, and copies for several of our mailboxes.
///
/// # Errors
/// [`Error::NotFound`] for customers.
pub fn copies(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<Vec<Received>, Error> {
    if !scope.is_staff() {
        return Err(Error::NotFound);
    }
    Ok(tx.query(table::COPIES, params![mail], table::read)?)
}

/// The raw bytes of a mail.
///
/// # Errors
/// When the file is missing or damaged.
pub async fn raw(blobs: &Blobs, mail: &Received) -> Result<Vec<u8>, Error> {
    Ok(blobs.get(&Digest::parse(&mail.digest)?).await?)
}

/// [`raw`] for threads that may wait for the disk.
///
/// # Errors
/// As [`raw`].
pub fn raw_blocking(blobs: &Blobs, mail: &Received) -> Result<Vec<u8>, Error> {
    Ok(blobs.get_blocking(&Digest::parse(&mail.digest)?)?)
}
