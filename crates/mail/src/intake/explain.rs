//! Why mails went where they went: the decision stored with each, in words.

use base::Scope;
use store::{Tx, params};

use super::{Received, table};
use crate::{
    Error,
    thread::{Decision, Kind, Place},
};

/// A mail with the decision that put it where it is.
#[derive(Clone, Debug)]
pub struct Explained {
    /// The mail.
    pub received: Received,
    /// The decision; none for reports, which need none.
    pub decision: Option<Decision>,
}

impl Explained {
    /// The decision in one sentence.
    #[must_use]
    pub fn reason(&self) -> String {
        let Some(decision) = &self.decision else {
            return format!("{}, without looking for a thread", self.received.state.as_str());
        };
        let because = match decision.kind {
            Some(Kind::SignedAddress) => "it was sent to a signed address",
            Some(Kind::ThreadHeaders) => "In-Reply-To or References name a mail of the thread",
            Some(Kind::Marker) => "its quoted part holds our signed marker",
            Some(Kind::SubjectKey) => "its subject holds the key",
            Some(Kind::ForeignKey) => "its subject holds the partner's own key",
            None => "nothing in it points to a thread",
        };
        let place = match decision.place {
            Place::Thread(_) => "continues the thread",
            Place::New => "starts a thread",
            Place::NewLinked(_) => "starts a thread linked to another, because the sender does not belong to that one",
        };
        let detail = if decision.detail.is_empty() { String::new() } else { format!(" ({})", decision.detail) };
        let new =
            if decision.sender_is_new && decision.kind.is_some() { "; the sender was not on it before" } else { "" };
        let forged = if decision.forged { "; it names an id of ours that we never made" } else { "" };
        format!("{place}: {because}{detail}{new}{forged}")
    }
}

/// These mails with their decisions, oldest first.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn explained(tx: &mut Tx, scope: &Scope, mails: Vec<i64>) -> Result<Vec<Explained>, Error> {
    if !scope.is_staff() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::EXPLAINED, params![mails], |row| {
        let decision: Option<String> = row.get(18)?;
        Ok(Explained {
            received: table::read(row)?,
            decision: decision.and_then(|text| serde_json::from_str(&text).ok()),
        })
    })?)
}
