//! Reactions are jobs: enqueued in the transaction that appends the event, at least once, one per event and job.

use std::{collections::HashMap, sync::Arc};

use anyhow::anyhow;
use events::Recorded;
use serde::{Deserialize, Serialize};
use store::{Store, Tx};

use crate::{Failure, JobKind, Options, Reaction, Run, enqueue};

#[derive(Serialize, Deserialize)]
struct Payload {
    event: i64,
}

/// Makes the store enqueue the reactions of every event it appends. [`crate::Runner::new`] does this; a
/// command that writes without running jobs calls it alone. Once per store.
pub fn register_reactions(store: &Store, reactions: &[Reaction]) {
    let mut jobs_of: HashMap<&'static str, Vec<&'static JobKind>> = HashMap::new();
    for reaction in reactions {
        jobs_of.entry(reaction.event).or_default().push(reaction.job);
    }
    if jobs_of.is_empty() {
        return;
    }
    store.on_append(Arc::new(move |tx: &mut Tx, recorded: &Recorded| {
        let kind = recorded.event.kind();
        for job in jobs_of.get(kind.as_str()).into_iter().flatten() {
            react(tx, recorded, job)?;
        }
        Ok(())
    }));
}

fn react(tx: &mut Tx, recorded: &Recorded, job: &JobKind) -> Result<(), store::Error> {
    let options = Options { dedupe: Some(format!("{}:{}", job.name, recorded.id)), ..Options::default() };
    enqueue(tx, job, &Payload { event: recorded.id }, options)?;
    Ok(())
}

/// The event that a reaction's job is about.
///
/// # Errors
/// A permanent failure when the job is no reaction or its event is gone.
pub fn event_of(tx: &mut Tx, run: &Run) -> Result<Recorded, Failure> {
    let Payload { event } = run.payload()?;
    match store::event_log::get(tx, event) {
        Err(store::Error::NotFound) => Err(Failure::Permanent(anyhow!("event {event} is gone"))),
        found => Ok(found?),
    }
}
