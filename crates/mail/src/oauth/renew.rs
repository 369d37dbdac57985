//! Every minute, access tokens that expire soon are renewed; what cannot be renewed becomes an alarm.

use std::time::Duration;

use base::{Scope, Timestamp, World};
use connector::Connector;
use events::{Event, NewEvent};
use jobs::{Failure, JobKind, Registration, Run, Schedule};
use keys::Keys;
use store::{Store, Tx, params};

use super::{
    Tokens, seal, table,
    token::{self, Given, Refused},
    unseal,
};
use crate::{Error, mailbox};

/// Renews what is due.
pub const RENEW: JobKind =
    JobKind { name: "mail.renew_consents", lane: "default", max_attempts: 5, lease: Duration::from_secs(120) };

/// When it runs.
#[must_use]
pub const fn schedule() -> Schedule {
    Schedule { name: "mail.renew_consents", every: Duration::from_secs(60), job: &RENEW }
}

/// Ties the job to its code.
#[must_use]
pub fn registration(connector: Connector, keys: Keys) -> Registration {
    Registration::new(RENEW, move |run: Run| {
        let (connector, keys) = (connector.clone(), keys.clone());
        async move {
            renew_due(&run.store, &connector, &keys).await.map_err(|error| Failure::Retry(error.into()))?;
            run.commit(|_| Ok::<_, store::Error>(())).await
        }
    })
}

/// A consent whose access token is to be renewed.
struct Due {
    mailbox: i64,
    sealed: String,
    seen: Timestamp,
    failures: i64,
    expires_at: Timestamp,
}

/// Renews every access token that is due; answers how many were.
///
/// # Errors
/// When the database fails; what a provider refuses stands on the consent.
pub async fn renew_due(store: &Store, connector: &Connector, keys: &Keys) -> Result<usize, Error> {
    let due = store.read(due).await?;
    let count = due.len();
    for one in due {
        // What another installation sealed keeps nobody else's tokens from being renewed.
        let Ok(tokens) = unseal(keys, one.mailbox, &one.sealed) else {
            tracing::error!(mailbox = one.mailbox, "a consent cannot be opened with this installation's keys");
            continue;
        };
        let outcome = renew(connector, &tokens).await;
        let keys = keys.clone();
        store.write(move |tx| note(tx, &keys, &one, tokens, outcome)).await?;
    }
    Ok(count)
}

fn due(tx: &mut Tx) -> Result<Vec<Due>, Error> {
    let now = tx.now();
    Ok(tx.query(table::DUE, params![now], |row| {
        Ok(Due {
            mailbox: row.get(0)?,
            sealed: row.get(1)?,
            seen: row.get(2)?,
            failures: row.get(3)?,
            expires_at: row.get(4)?,
        })
    })?)
}

async fn renew(connector: &Connector, tokens: &Tokens) -> Result<Given, Refused> {
    let Some(refresh) = &tokens.refresh else {
        return Err(Refused::ForGood("there is no refresh token".to_owned()));
    };
    let scopes = tokens.client.scopes.join(" ");
    let grant = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str()), ("scope", scopes.as_str())];
    token::ask(connector, &tokens.client, &grant).await
}

/// Writes the outcome down, unless a new consent was given meanwhile.
fn note(tx: &mut Tx, keys: &Keys, due: &Due, tokens: Tokens, outcome: Result<Given, Refused>) -> Result<(), Error> {
    let now = tx.now();
    match outcome {
        Ok(given) => {
            let (expires_at, renew_at) = (now.plus(given.lives), when_to_renew(tx.world(), now, given.lives));
            let ends_at = given.refresh_lives.map(|lives| now.plus(lives));
            let renewed = Tokens { access: given.access, refresh: given.refresh.or(tokens.refresh), ..tokens };
            let sealed = seal(tx, keys, due.mailbox, &renewed)?;
            tx.execute(table::RENEWED, params![sealed, expires_at, renew_at, ends_at, now, due.mailbox, due.seen])?;
        }
        Err(refused) => {
            let failures = due.failures + 1;
            // A provider that is down for a moment is no news while the present token still works.
            let is_news = matches!(refused, Refused::ForGood(_)) || now >= due.expires_at;
            let words = is_news.then(|| refused.to_string());
            tracing::warn!(mailbox = due.mailbox, error = %refused, "an access token could not be renewed");
            let next = now.plus(wait_after(tx.world(), failures));
            let noted = tx.execute(table::FAILED, params![failures, &words, next, now, due.mailbox, due.seen])?;
            if let (Some(error), true) = (words, noted > 0) {
                let scope = Scope::system("renewing consents");
                let address = mailbox::get(tx, &scope, due.mailbox)?.address;
                let event = Event::MailboxConsentFailed { address, error };
                tx.append(NewEvent::of("mailbox", due.mailbox, event), scope.actor())?;
            }
        }
    }
    Ok(())
}

/// After 70 to 85 % of its life, so that many mailboxes do not ask at the same moment.
pub(super) fn when_to_renew(world: &World, now: Timestamp, lives: Duration) -> Timestamp {
    now.plus(lives * 70 / 100 + lives * 15 / 100 * dice(world) / 255)
}

/// One minute, doubled with every failure, at most an hour, between half and all of it.
fn wait_after(world: &World, failures: i64) -> Duration {
    let doublings = u32::try_from(failures.clamp(1, 7) - 1).unwrap_or(0);
    let longest = Duration::from_secs((60_u64 << doublings).min(3_600));
    longest / 2 + longest / 2 * dice(world) / 255
}

fn dice(world: &World) -> u32 {
    let mut random = [0; 1];
    world.random.fill(&mut random);
    let [byte] = random;
    u32::from(byte)
}
