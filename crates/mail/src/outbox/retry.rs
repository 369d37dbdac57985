//! A mail that did not reach one of its recipients is sent to that one again, under the same Message-ID.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, Value, params};

use super::{Delivery, DeliveryState, SEND, find, table};
use crate::{Error, parse::addresses};

/// Sends to one recipient again for whom sending failed or was held back.
///
/// # Errors
/// [`Error::Forbidden`]; [`Error::NotFound`]; [`Error::TooLate`] when it arrived, is still being tried, or its
/// recipient called it unwanted; [`Error::Invalid`] while the address gets no mail.
pub fn retry(tx: &mut Tx, scope: &Scope, delivery: i64) -> Result<Delivery, Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    let found = tx.query_one(table::DELIVERY, params![delivery], find::read)?;
    let fold = addresses::fold(&found.address);
    let held: Vec<String> = tx.query(table::SUPPRESSED_AMONG, &[Value::Texts(vec![fold])], |row| row.get(0))?;
    if !held.is_empty() {
        return Err(Error::invalid("address", "this address gets no more mail; allow it first"));
    }
    let now = tx.now();
    if tx.execute(table::RETRY_RECIPIENT, params![now, delivery])? == 0 {
        return Err(Error::TooLate);
    }
    // A mail that others still wait for has a job already, which takes this recipient along.
    if tx.execute(table::REOPEN, params![now, found.outbox])? > 0 {
        jobs::enqueue(tx, &SEND, &serde_json::json!({ "outbox": found.outbox }), jobs::Options::default())?;
    }
    let state = DeliveryState::Queued;
    let event = Event::MailDeliveryChanged {
        outbox: found.outbox,
        address: found.address.clone(),
        state: state.as_str().to_owned(),
    };
    let event = NewEvent::of("mail", found.outbox, event);
    tx.append(if let Some(thread) = found.thread { event.item(thread) } else { event }, scope.actor())?;
    Ok(Delivery { state, reason: None, updated_at: now, ..found })
}
