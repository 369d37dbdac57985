//! A mailbox that is not fetched any more must not go unnoticed: what is wrong with which one.

use std::time::Duration;

use base::{Scope, Timestamp};
use serde::Serialize;
use store::Tx;

use super::{Mailbox, find};
use crate::{
    Error,
    oauth::{self, Consent},
};

/// So often in a row fetching may fail.
const FAILURES: i64 = 5;
/// So long before a consent ends its owner is asked for a new one.
const CONSENT_NOTICE: Duration = Duration::from_secs(7 * 24 * 3_600);

/// What is wrong with a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "trouble", rename_all = "snake_case")]
pub enum Trouble {
    /// Fetching failed several times in a row.
    Failing {
        /// How often.
        times: i64,
        /// What the last attempt said.
        error: String,
    },
    /// Nothing was fetched for longer than the mailbox's limit.
    Late {
        /// Since when; none when never.
        since: Option<Timestamp>,
    },
    /// The access token could not be renewed.
    ConsentFails {
        /// What the provider said.
        error: String,
    },
    /// The consent ends soon.
    ConsentEnds {
        /// When.
        at: Timestamp,
    },
}

impl Trouble {
    /// The outward name.
    #[must_use]
    pub const fn name(&self) -> &'static str {
        match self {
            Self::Failing { .. } => "failing",
            Self::Late { .. } => "late",
            Self::ConsentFails { .. } => "consent_fails",
            Self::ConsentEnds { .. } => "consent_ends",
        }
    }
}

/// A mailbox that needs somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Alarm {
    /// The mailbox.
    pub mailbox: i64,
    /// Its address.
    pub address: String,
    /// What is wrong.
    #[serde(flatten)]
    pub trouble: Trouble,
}

/// The mailboxes that need somebody, each with its most serious trouble.
///
/// # Errors
/// [`Error::Forbidden`] for customers.
pub fn alarms(tx: &mut Tx, scope: &Scope) -> Result<Vec<Alarm>, Error> {
    let now = tx.now();
    let consents = oauth::consents(tx, scope)?;
    let all = find::list(tx, scope)?;
    let watched = all.into_iter().filter(|one| one.enabled && (one.fetches || one.has_relay));
    Ok(watched
        .filter_map(|one| {
            let consent = consents.iter().find(|consent| consent.mailbox == one.id);
            let trouble = trouble(&one, consent, now)?;
            Some(Alarm { mailbox: one.id, address: one.address, trouble })
        })
        .collect())
}

fn trouble(mailbox: &Mailbox, consent: Option<&Consent>, now: Timestamp) -> Option<Trouble> {
    if let Some(error) = consent.and_then(|consent| consent.failure.clone()) {
        return Some(Trouble::ConsentFails { error });
    }
    if mailbox.fetches && mailbox.failures >= FAILURES {
        return Some(Trouble::Failing {
            times: mailbox.failures,
            error: mailbox.last_error.clone().unwrap_or_default(),
        });
    }
    let limit = Duration::from_secs(u64::try_from(mailbox.alarm_minutes).unwrap_or(0) * 60);
    let seen = mailbox.last_fetched_at.unwrap_or(Timestamp(0)).max(mailbox.updated_at);
    if mailbox.fetches && now.since(seen) > limit {
        return Some(Trouble::Late { since: mailbox.last_fetched_at });
    }
    let ends = consent.and_then(|consent| consent.ends_at)?;
    (now.plus(CONSENT_NOTICE) >= ends).then_some(Trouble::ConsentEnds { at: ends })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mailbox() -> Mailbox {
        Mailbox {
            id: 1,
            address: "help@provider.test".to_owned(),
            name: String::new(),
            enabled: true,
            fetches: true,
            last_fetched_at: Some(minute(100)),
            last_error: None,
            updated_at: minute(0),
            failures: 0,
            alarm_minutes: 60,
            has_relay: false,
        }
    }

    fn minute(number: u64) -> Timestamp {
        Timestamp(0).plus(Duration::from_secs(number * 60))
    }

    #[test]
    fn the_most_serious_trouble_is_told_and_a_well_mailbox_has_none() {
        let name = |mailbox: &Mailbox, consent: Option<&Consent>, at| {
            trouble(mailbox, consent, minute(at)).as_ref().map(Trouble::name)
        };
        assert_eq!(name(&mailbox(), None, 160), None);
        assert_eq!(name(&mailbox(), None, 161), Some("late"));
        assert_eq!(name(&Mailbox { updated_at: minute(150), ..mailbox() }, None, 161), None, "its settings are new");
        assert_eq!(name(&Mailbox { failures: 4, ..mailbox() }, None, 110), None);
        assert_eq!(name(&Mailbox { failures: 5, ..mailbox() }, None, 110), Some("failing"));
        assert_eq!(name(&Mailbox { fetches: false, failures: 5, ..mailbox() }, None, 500), None);
        let well = Consent { mailbox: 1, expires_at: minute(170), ends_at: None, failure: None, given_at: minute(0) };
        assert_eq!(name(&mailbox(), Some(&well), 110), None);
        let ends = Consent { ends_at: Some(minute(7 * 24 * 60 + 110)), ..well.clone() };
        assert_eq!(name(&mailbox(), Some(&ends), 109), None);
        assert_eq!(name(&mailbox(), Some(&ends), 110), Some("consent_ends"));
        let fails = Consent { failure: Some("invalid_grant".to_owned()), ..well };
        assert_eq!(name(&Mailbox { failures: 9, ..mailbox() }, Some(&fails), 110), Some("consent_fails"));
    }
}
