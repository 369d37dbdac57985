//! Who the mail behind a message is from, for staff, ready to be shown.

use std::collections::HashMap;

use base::Scope;
use mail::authentication::{self, Origin};
use minijinja::{Value, context};
use store::Tx;
use work::Message;

use crate::Error;

/// The origins of the mails of these messages by mail; customers see none.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, messages: &[Message]) -> Result<HashMap<i64, Value>, Error> {
    if !scope.is_staff() {
        return Ok(HashMap::new());
    }
    let mails = messages.iter().filter_map(|message| message.source_mail).collect();
    let origins = authentication::of_mails(tx, scope, mails)?;
    Ok(origins.into_iter().map(|(mail, origin)| (mail, shown(&origin))).collect())
}

/// One origin.
pub fn shown(origin: &Origin) -> Value {
    let authentication = &origin.authentication;
    context! {
        from => origin.from.clone(),
        reply_to => origin.reply_to.clone(),
        claims_staff => origin.claims_staff,
        standing => authentication.standing().as_str(),
        domain => authentication.dmarc.domain.clone(),
        results => authentication.results(),
    }
}
