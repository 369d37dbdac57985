//! Why the mails of a ticket went there. A mail stands where its message is, whoever moved or merged it.

use base::Scope;
use mail::intake::{self, Explained};
use store::Tx;

use crate::Error;

/// The mails behind the messages of a ticket with their decisions, oldest first.
///
/// # Errors
/// When the ticket may not be seen or the database fails.
pub fn explained(tx: &mut Tx<'_>, scope: &Scope, item: i64) -> Result<Vec<Explained>, Error> {
    let messages = work::message::list(tx, scope, item)?;
    let mails = messages.iter().filter_map(|message| message.source_mail).collect();
    Ok(intake::explained(tx, scope, mails)?)
}
