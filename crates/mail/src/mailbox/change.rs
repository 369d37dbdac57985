//! An administrator changes a mailbox; the fetcher notes how fetching went.

use std::ops::RangeInclusive;

use base::{Scope, Secret};
use events::{Event, NewEvent};
use keys::Keys;
use store::{Tx, params};

use super::{Mailbox, find, settings, settings::FetchSettings, table};
use crate::{Error, outbox::Relay};

/// Sooner nobody can act, later nobody would call it an alarm.
const ALARM_MINUTES: RangeInclusive<i64> = 5..=10_080;

/// What may be changed; what is none stays.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// The name shown to customers.
    pub name: Option<String>,
    /// Mail is taken in and sent.
    pub enabled: Option<bool>,
    /// How it is fetched; the inner none stops fetching.
    pub fetch: Option<Option<FetchSettings>>,
    /// Its own relay as an address; the inner none means the installation's.
    pub relay: Option<Option<Secret<String>>>,
    /// How old the last fetch may be before somebody is told, in minutes: 5 to 10,080 (a week).
    pub alarm_minutes: Option<i64>,
}

/// Changes a mailbox.
///
/// # Errors
/// [`Error::Forbidden`], [`Error::NotFound`], or [`Error::Invalid`].
pub fn change(tx: &mut Tx, scope: &Scope, keys: &Keys, mailbox: i64, change: &Change) -> Result<Mailbox, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let before = find::get(tx, scope, mailbox)?;
    let now = tx.now();
    let name = change.name.as_deref().map_or_else(|| before.name.clone(), base::text::clean_line);
    tx.execute(table::UPDATE, params![name, change.enabled.unwrap_or(before.enabled), now, mailbox])?;
    if let Some(fetch) = &change.fetch {
        let sealed = match fetch {
            Some(fetch) => {
                fetch.check()?;
                Some(settings::seal(keys, tx.world(), mailbox, fetch)?)
            }
            None => None,
        };
        tx.execute(table::SET_FETCH, params![sealed, now, mailbox])?;
    }
    if let Some(relay) = &change.relay {
        let sealed = match relay {
            Some(relay) => {
                Relay::read(relay, "")?;
                Some(settings::seal_relay(keys, tx.world(), mailbox, relay)?)
            }
            None => None,
        };
        tx.execute(table::SET_RELAY, params![sealed, now, mailbox])?;
    }
    if let Some(minutes) = change.alarm_minutes {
        if !ALARM_MINUTES.contains(&minutes) {
            return Err(Error::invalid("alarm_minutes", "give 5 to 10080 minutes"));
        }
        tx.execute(table::SET_ALARM, params![minutes, mailbox])?;
    }
    tx.append(NewEvent::of("mailbox", mailbox, Event::MailboxChanged { address: before.address }), scope.actor())?;
    find::get(tx, scope, mailbox)
}

/// Notes how a fetch went, for the list of mailboxes; no event, because it happens every minute.
///
/// # Errors
/// When the database fails.
pub fn note_fetch(tx: &mut Tx, mailbox: i64, error: Option<&str>) -> Result<(), Error> {
    let at = error.is_none().then(|| tx.now());
    let error = error.map(|text| base::text::truncate(text, 500).to_owned());
    tx.execute(table::NOTE_FETCH, params![at, error, mailbox])?;
    Ok(())
}
