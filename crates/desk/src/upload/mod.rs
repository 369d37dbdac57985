//! A file belongs to whoever stored it: knowing a digest gives nobody its bytes, and a day has room for so many.

pub mod store;

use std::time::Duration;

use ::store::{Tx, params};
use base::Scope;
use web::{File, Platform};

use self::store as sql;
use crate::Error;

/// Bytes that a customer may store in a day.
pub const CUSTOMERS_DAY: i64 = 1 << 30;
/// How long a stored file may wait for the message that names it.
const KEPT: Duration = Duration::from_secs(7 * 86_400);
const DAY: Duration = Duration::from_secs(86_400);

/// Notes that the person of this scope stores these files now.
///
/// # Errors
/// 429 when a customer stored too much today.
pub async fn note(state: &Platform, scope: &Scope, files: Vec<(String, usize)>) -> Result<(), web::Error> {
    let Some(person) = scope.person().filter(|_| !files.is_empty()) else { return Ok(()) };
    let is_staff = scope.is_staff();
    let fits = move |tx: &mut Tx<'_>| {
        let now = tx.now();
        tx.execute(sql::FORGET, params![person, now.minus(KEPT)])?;
        for (digest, size) in files {
            let (id, size) = (tx.new_id()?, i64::try_from(size).unwrap_or(i64::MAX));
            tx.execute(sql::NOTE, params![id, person, digest, size, now])?;
        }
        let today: i64 = tx.query_one(sql::SINCE, params![person, now.minus(DAY)], |row| row.get(0))?;
        if is_staff || today <= CUSTOMERS_DAY { Ok(()) } else { Err(web::Error::too_many(DAY)) }
    };
    state.store.write(fits).await
}

/// The files of a form, ready to be noted.
#[must_use]
pub fn of(files: &[File]) -> Vec<(String, usize)> {
    files.iter().map(|file| (blobs::Digest::of(&file.bytes).into(), file.bytes.len())).collect()
}

/// Whether the scope may name this file in a message: staff any, customers what they stored themselves.
///
/// # Errors
/// When the database fails.
pub fn may_name(tx: &mut Tx<'_>, scope: &Scope, digest: &str) -> Result<bool, Error> {
    if scope.is_staff() {
        return Ok(true);
    }
    let Some(person) = scope.person() else { return Ok(false) };
    Ok(tx.query_optional(sql::STORED_BY, params![person, digest], |_| Ok(()))?.is_some())
}
