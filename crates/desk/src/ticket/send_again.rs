//! An answer that did not reach somebody is sent to them again, after their address was allowed again if need be.

use base::Scope;
use mail::outbox;
use store::Tx;

use crate::Error;

/// Sends the mail of a delivery again to its recipient. `allowing` lifts the stop on the address first.
///
/// # Errors
/// When the delivery does not belong to the ticket, arrived, or its address is stopped.
pub fn send_again(tx: &mut Tx<'_>, scope: &Scope, (key, delivery): (&str, i64), allowing: bool) -> Result<(), Error> {
    let item = work::item::find(tx, scope, key)?;
    let found = outbox::delivery(tx, scope, delivery)?;
    let message = found.message.map(|message| work::message::get(tx, scope, message)).transpose()?;
    if message.is_none_or(|message| message.item != item.id) {
        return Err(work::Error::NotFound.into());
    }
    if allowing {
        super::undelivered::allow(tx, scope, &found.address)?;
    }
    outbox::retry(tx, scope, delivery)?;
    Ok(())
}
