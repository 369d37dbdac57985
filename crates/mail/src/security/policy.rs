//! How a mailbox protects what it sends: with which method, whether it signs, when it encrypts.

use base::Scope;
use events::{Event, NewEvent};
use message_security::Kind;
use serde::{Deserialize, Serialize};
use store::{Row, Tx, params};

use super::table;
use crate::{Error, mailbox};

/// When mail is encrypted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Encrypts {
    /// Never.
    #[default]
    Never,
    /// When there is a usable key for every recipient.
    Possible,
    /// Always; a mail to somebody without a usable key is not sent.
    Always,
}

impl Encrypts {
    /// The stored name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Never => "never",
            Self::Possible => "possible",
            Self::Always => "always",
        }
    }

    fn parse(text: &str) -> Self {
        match text {
            "possible" => Self::Possible,
            "always" => Self::Always,
            _ => Self::Never,
        }
    }
}

/// How a mailbox protects what it sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Policy {
    /// The mailbox.
    pub mailbox: i64,
    /// The method.
    pub kind: Kind,
    /// It signs with the mailbox's newest key.
    pub signs: bool,
    /// When it encrypts.
    pub encrypts: Encrypts,
}

/// The policy of a mailbox; none when it protects nothing.
///
/// # Errors
/// When the database fails.
pub fn policy(tx: &mut Tx, mailbox: i64) -> Result<Option<Policy>, Error> {
    Ok(tx.query_optional(table::PROTECTION, params![mailbox], read)?)
}

/// The policies of all mailboxes that have one.
///
/// # Errors
/// [`Error::Forbidden`] for everybody but administrators.
pub fn policies(tx: &mut Tx, scope: &Scope) -> Result<Vec<Policy>, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    Ok(tx.query(table::PROTECTIONS, params![], read)?)
}

/// Sets the policy of a mailbox.
///
/// # Errors
/// [`Error::Forbidden`], or [`Error::NotFound`] for an unknown mailbox.
pub fn set_policy(tx: &mut Tx, scope: &Scope, policy: Policy) -> Result<(), Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let address = mailbox::get(tx, scope, policy.mailbox)?.address;
    let (id, now) = (tx.new_id()?, tx.now());
    let (kind, encrypts) = (policy.kind.as_str(), policy.encrypts.as_str());
    tx.execute(table::SET_PROTECTION, params![id, policy.mailbox, kind, policy.signs, encrypts, now])?;
    let event = Event::MailProtectionChanged {
        address,
        method: kind.to_owned(),
        signs: policy.signs,
        encrypts: encrypts.to_owned(),
    };
    tx.append(NewEvent::of("mailbox", policy.mailbox, event), scope.actor())?;
    Ok(())
}

fn read(row: &Row) -> Result<Policy, store::Error> {
    Ok(Policy {
        mailbox: row.get(0)?,
        kind: table::read_kind(row, 1)?,
        signs: row.get(2)?,
        encrypts: Encrypts::parse(&row.get::<String>(3)?),
    })
}
