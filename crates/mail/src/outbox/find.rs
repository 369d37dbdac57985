//! The fate of what was sent, for the messages of a ticket and for reports that come back.

use base::{Scope, Timestamp};
use serde::Serialize;
use store::{Row, Tx, params};

use super::{DeliveryState, table};
use crate::{Error, parse::addresses};

/// One recipient of one outgoing mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Delivery {
    /// The row's id.
    pub id: i64,
    /// The outgoing mail.
    pub outbox: i64,
    /// The address.
    pub address: String,
    /// What became of it.
    pub state: DeliveryState,
    /// What the other side said.
    pub reason: Option<String>,
    /// How often it was tried.
    pub attempts: i64,
    /// When the state changed.
    pub updated_at: Timestamp,
    /// The thread of the mail.
    pub thread: Option<i64>,
    /// The message it carries.
    pub message: Option<i64>,
}

pub(super) fn read(row: &Row) -> Result<Delivery, store::Error> {
    Ok(Delivery {
        id: row.get(0)?,
        outbox: row.get(1)?,
        address: row.get(2)?,
        state: DeliveryState::parse(&row.get::<String>(3)?),
        reason: row.get(4)?,
        attempts: row.get(5)?,
        updated_at: row.get(6)?,
        thread: row.get(7)?,
        message: row.get(8)?,
    })
}

/// The deliveries of these messages.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn deliveries_of(tx: &mut Tx, scope: &Scope, messages: Vec<i64>) -> Result<Vec<Delivery>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::DELIVERIES_OF_MESSAGES, params![messages], read)?)
}

/// One delivery by its id.
///
/// # Errors
/// [`Error::NotFound`] when there is none or the scope is a customer's.
pub fn delivery(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Delivery, Error> {
    if !scope.is_staff() {
        return Err(Error::NotFound);
    }
    Ok(tx.query_one(table::DELIVERY, params![id], read)?)
}

/// The delivery of one mail to one address.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn delivery_to(tx: &mut Tx, scope: &Scope, outbox: i64, address: &str) -> Result<Option<Delivery>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query_optional(table::DELIVERY_TO, params![outbox, addresses::fold(address)], read)?)
}

/// The thread of a delivery, for mail that comes back to its envelope sender.
///
/// # Errors
/// When the database fails.
pub fn thread_of_delivery(tx: &mut Tx, delivery: i64) -> Result<Option<i64>, Error> {
    Ok(tx.query_optional(table::DELIVERY, params![delivery], read)?.and_then(|found| found.thread))
}
