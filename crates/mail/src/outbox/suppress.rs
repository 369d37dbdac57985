//! An address that failed for good or complained gets no more mail until somebody allows it again.

use base::{Cursor, Limit, Page, Scope, Timestamp};
use events::{Event, NewEvent};
use serde::Serialize;
use store::{Tx, Value, params};

use super::table;
use crate::{Error, parse::addresses};

/// An address that gets no more mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Suppressed {
    /// The row's id.
    pub id: i64,
    /// The address, folded.
    pub address: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub at: Timestamp,
}

/// Stops mail to an address.
///
/// # Errors
/// When the database fails.
pub fn suppress(tx: &mut Tx, scope: &Scope, address: &str, reason: &str) -> Result<(), Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    let (id, now) = (tx.new_id()?, tx.now());
    let fold = addresses::fold(address);
    let written = tx.execute(table::SUPPRESS, params![id, &fold, base::text::truncate(reason, 300), now])?;
    if written > 0 {
        let event = Event::MailDeliveryChanged { outbox: 0, address: fold, state: "suppressed".to_owned() };
        tx.append(NewEvent::of("mail", id, event), scope.actor())?;
    }
    Ok(())
}

/// Allows mail to an address again.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::NotFound`] when it was not stopped.
pub fn allow(tx: &mut Tx, scope: &Scope, address: &str) -> Result<(), Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    let fold = addresses::fold(address);
    if tx.execute(table::ALLOW, params![&fold])? == 0 {
        return Err(Error::NotFound);
    }
    let event = Event::MailDeliveryChanged { outbox: 0, address: fold, state: "allowed".to_owned() };
    tx.append(NewEvent::of("mail", 0, event), scope.actor())?;
    Ok(())
}

/// Those of these addresses that get no more mail, folded.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn suppressed_among(tx: &mut Tx, scope: &Scope, asked: &[&str]) -> Result<Vec<String>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let folds = asked.iter().map(|address| addresses::fold(address)).collect();
    Ok(tx.query(table::SUPPRESSED_AMONG, &[Value::Texts(folds)], |row| row.get(0))?)
}

/// The addresses that get no more mail, the newest first.
///
/// # Errors
/// [`Error::Forbidden`] for customers, [`Error::Invalid`] for a wrong cursor.
pub fn suppressed(tx: &mut Tx, scope: &Scope, limit: Limit, cursor: Option<&str>) -> Result<Page<Suppressed>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    let before = cursor
        .map(|text| Cursor::decode(text).and_then(|cursor| cursor.integer(0)))
        .transpose()
        .map_err(|error| Error::invalid("cursor", error.to_string()))?;
    let rows = tx.query(table::SUPPRESSED, params![before, limit.with_probe()], |row| {
        Ok(Suppressed { id: row.get(0)?, address: row.get(1)?, reason: row.get(2)?, at: row.get(3)? })
    })?;
    Ok(Page::cut(rows, limit, |row| Cursor(vec![row.id.into()])))
}
