//! What a mailbox believes: the mail server whose results count, and what becomes of mail whose sender is disproved.

use base::Scope;
use events::{Event, NewEvent};
use serde::{Deserialize, Serialize};
use store::{Tx, params};

use super::table;
use crate::{Error, mailbox};

/// What becomes of a mail whose From is disproved by the domain it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Disproved {
    /// It is taken and marked; it joins nothing by guessable evidence and never counts as staff.
    #[default]
    Mark,
    /// It waits for an administrator.
    Quarantine,
}

impl Disproved {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::Quarantine => "quarantine",
        }
    }
}

/// What a mailbox believes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trust {
    /// The name (authserv-id) under which our own mail server writes `Authentication-Results`; none believes nobody.
    /// The server must take away fields that pretend to be its own, as RFC 8601 §5 asks.
    pub server: Option<String>,
    /// What becomes of mail whose sender is disproved.
    pub disproved: Disproved,
}

/// What a mailbox believes; the defaults when nobody decided.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx, mailbox: i64) -> Result<Trust, Error> {
    let found = tx.query_optional(table::TRUST, params![mailbox], |row| {
        let disproved: String = row.get(1)?;
        let disproved =
            if disproved == Disproved::Quarantine.as_str() { Disproved::Quarantine } else { Disproved::Mark };
        Ok(Trust { server: row.get(0)?, disproved })
    })?;
    Ok(found.unwrap_or_default())
}

/// Decides what a mailbox believes.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators, [`Error::NotFound`], or [`Error::Invalid`] for a server's
/// name that is none.
pub fn set(tx: &mut Tx, scope: &Scope, mailbox: i64, trust: &Trust) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let server = trust.server.as_deref().map(str::trim).filter(|server| !server.is_empty());
    if server.is_some_and(|server| server.len() > 253 || server.contains(|c: char| c.is_whitespace() || c == ';')) {
        return Err(Error::invalid("server", "give the name that begins its Authentication-Results field"));
    }
    let mailbox = mailbox::get(tx, scope, mailbox)?;
    let now = tx.now();
    tx.execute(table::SET_TRUST, params![mailbox.id, server, trust.disproved.as_str(), now])?;
    let event = Event::MailboxChanged { address: mailbox.address };
    tx.append(NewEvent::of("mailbox", mailbox.id, event), scope.actor())?;
    Ok(())
}
