//! Undo: a mail that waits for its time is taken back, as long as sending has not begun.

use base::Scope;
use events::{Event, NewEvent};
use store::{Tx, params};

use super::table;
use crate::Error;

/// Takes a queued mail back.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::TooLate`] when it is being sent, sent, or cancelled already.
pub fn cancel(tx: &mut Tx, scope: &Scope, outbox: i64) -> Result<(), Error> {
    if !scope.may_write() {
        return Err(Error::Forbidden);
    }
    let now = tx.now();
    if tx.execute(table::CANCEL, params![now, outbox])? == 0 {
        return Err(Error::TooLate);
    }
    let event = Event::MailDeliveryChanged { outbox, address: String::new(), state: "canceled".to_owned() };
    tx.append(NewEvent::of("mail", outbox, event), scope.actor())?;
    Ok(())
}
