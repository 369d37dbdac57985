//! A mailbox is tried out step by step; each step is written down when it is done, so that it can be watched.

use std::time::Duration;

use base::{Scope, Timestamp};
use events::{Event, NewEvent};
use jobs::{Failure, JobKind, Run};
use mail::mailbox::{
    Outside,
    probe::{Checked, Probe, settings_of},
};
use serde::{Deserialize, Serialize};
use store::{Row, Store, Tx, params};
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};
use web::{Platform, State};

use super::store as sql;
use crate::{Error, inbound::take::instance};

/// Tries a mailbox out.
pub const TRY: JobKind =
    JobKind { name: "desk.try_mailbox", lane: "default", max_attempts: 2, lease: Duration::from_secs(60) };

/// One time that a mailbox was tried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Trial {
    /// Its id.
    pub id: i64,
    /// The mailbox.
    pub mailbox: i64,
    /// The steps that are done, in order; the last one failed when it is not well.
    pub steps: Vec<Checked>,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub finished_at: Option<Timestamp>,
}

impl Trial {
    /// Every step went well, as far as they went.
    #[must_use]
    pub fn is_well(&self) -> bool {
        self.steps.iter().all(|step| step.well)
    }
}

#[derive(Serialize, Deserialize)]
struct Payload {
    trial: i64,
}

/// Begins; the steps are taken by a job.
///
/// # Errors
/// When there is no such mailbox or the scope is no administrator's.
pub fn start(tx: &mut Tx<'_>, scope: &Scope, mailbox: i64) -> Result<Trial, Error> {
    if !scope.is_admin() {
        return Err(mail::Error::Forbidden.into());
    }
    mail::mailbox::get(tx, scope, mailbox)?;
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(sql::START_TRIAL, params![id, mailbox, "[]", now])?;
    jobs::enqueue(tx, &TRY, &Payload { trial: id }, jobs::Options::default())?;
    Ok(Trial { id, mailbox, steps: Vec::new(), started_at: now, finished_at: None })
}

/// The last time a mailbox was tried out.
///
/// # Errors
/// When the database fails; customers see none.
pub fn last(tx: &mut Tx<'_>, scope: &Scope, mailbox: i64) -> Result<Option<Trial>, Error> {
    if !scope.is_staff() {
        return Ok(None);
    }
    Ok(tx.query_optional(sql::LAST_TRIAL, params![mailbox], read)?)
}

fn read(row: &Row) -> Result<Trial, store::Error> {
    Ok(Trial {
        id: row.get(0)?,
        mailbox: row.get(1)?,
        steps: serde_json::from_str(&row.get::<String>(2)?).unwrap_or_default(),
        started_at: row.get(3)?,
        finished_at: row.get(4)?,
    })
}

/// The job.
///
/// # Errors
/// When the database fails.
pub async fn run(state: State, run: Run) -> Result<(), Failure> {
    let Payload { trial: id } = run.payload()?;
    let scope = Scope::system("a mailbox is tried out");
    let found = run.store.read(move |tx| tx.query_optional(sql::TRIAL, params![id], read)).await?;
    let Some(Trial { mailbox, .. }) = found else { return run.commit(|_| Ok::<_, Error>(())).await };
    let probe = probe(&state, &scope, mailbox).await.map_err(|error| Failure::Permanent(error.into()))?;
    let (sender, receiver) = unbounded_channel();
    let ((), written) = tokio::join!(probe.run(sender), write_down(&run.store, id, receiver));
    let well = written?;
    run.commit(move |tx| finish(tx, &scope, (id, mailbox), well)).await
}

/// Writes each step down when it is done; answers whether all went well.
async fn write_down(store: &Store, id: i64, mut receiver: UnboundedReceiver<Checked>) -> Result<bool, store::Error> {
    let mut steps = Vec::new();
    while let Some(step) = receiver.recv().await {
        steps.push(step);
        let written = serde_json::to_string(&steps).unwrap_or_default();
        store.write(move |tx| tx.execute(sql::NOTE_TRIAL, params![written, id])).await?;
    }
    Ok(steps.iter().all(|step| step.well))
}

fn finish(tx: &mut Tx<'_>, scope: &Scope, (id, mailbox): (i64, i64), well: bool) -> Result<(), Error> {
    let now = tx.now();
    tx.execute(sql::FINISH_TRIAL, params![now, id])?;
    let address = mail::mailbox::get(tx, scope, mailbox)?.address;
    tx.append(NewEvent::of("mailbox", mailbox, Event::MailboxTested { address, well }), scope.actor())?;
    Ok(())
}

/// Takes every step.
///
/// # Errors
/// When the settings cannot be opened; a step that fails is no error.
pub async fn try_out(platform: &Platform, scope: &Scope, mailbox: i64) -> Result<Vec<Checked>, Error> {
    let (sender, mut receiver) = unbounded_channel();
    probe(platform, scope, mailbox).await?.run(sender).await;
    let mut steps = Vec::new();
    while let Some(step) = receiver.recv().await {
        steps.push(step);
    }
    Ok(steps)
}

async fn probe(platform: &Platform, scope: &Scope, mailbox: i64) -> Result<Probe, Error> {
    let (asking, keys) = (scope.clone(), platform.keys.clone());
    let (found, fetch, relay) =
        platform.store.read(move |tx| Ok::<_, Error>(settings_of(tx, &asking, &keys, mailbox)?)).await?;
    let outside =
        platform.extensions.get::<Outside>().ok_or_else(|| Error::invalid("", "No server can be reached."))?;
    Ok(Probe {
        mailbox,
        address: found.address,
        fetch,
        relay,
        installation: outside.relay.clone(),
        door: outside.door(platform.store.clone(), platform.blobs.clone(), platform.keys.clone()),
        trust: outside.trust.clone(),
        instance: instance(&platform.keys),
    })
}
