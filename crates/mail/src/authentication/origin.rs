//! What is known about the sender of a received mail is kept with it, for the ticket's page and for `explain`.

use std::collections::HashMap;

use base::Scope;
use serde::{Deserialize, Serialize};
use store::{Tx, params};

use super::{table, verdict::Authentication};
use crate::{Error, parse::Parsed};

/// Where a mail comes from, as far as is known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// The address in From.
    pub from: Option<String>,
    /// Where answers would go, when that is another address: worth a warning.
    pub reply_to: Option<String>,
    /// From is the address of a colleague, and nothing proves that they wrote it.
    pub claims_staff: bool,
    /// What the checks said.
    pub authentication: Authentication,
}

impl Origin {
    /// What a parsed mail and its checks tell.
    #[must_use]
    pub fn of(mail: &Parsed, authentication: Authentication) -> Self {
        let reply_to = mail.reply_to.first().filter(|_| mail.reply_to_differs());
        Self {
            from: mail.from.as_ref().map(|from| from.address.clone()),
            reply_to: reply_to.map(|address| address.address.clone()),
            claims_staff: false,
            authentication,
        }
    }
}

/// Keeps it with the mail; what is known already stays, so that a later try judges alike.
///
/// # Errors
/// When the database fails.
pub fn keep(tx: &mut Tx, mail: i64, origin: &Origin) -> Result<(), Error> {
    let text = serde_json::to_string(origin).map_err(|error| Error::invalid("origin", error.to_string()))?;
    tx.execute(table::KEEP, params![mail, origin.authentication.standing().as_str(), text])?;
    Ok(())
}

/// What is known about one mail's sender; none for mails from before it was checked.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn of_mail(tx: &mut Tx, scope: &Scope, mail: i64) -> Result<Option<Origin>, Error> {
    Ok(of_mails(tx, scope, vec![mail])?.remove(&mail))
}

/// The same for many mails at once.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn of_mails(tx: &mut Tx, scope: &Scope, mails: Vec<i64>) -> Result<HashMap<i64, Origin>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    if mails.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = tx.query(table::ORIGINS, params![mails], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?)))?;
    Ok(rows.into_iter().filter_map(|(mail, text)| Some((mail, serde_json::from_str(&text).ok()?))).collect())
}
