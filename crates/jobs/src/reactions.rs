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
    let mut reactions_to: HashMap<&'static str, Vec<Reaction>> = HashMap::new();
    for reaction in reactions {
        reactions_to.entry(reaction.event).or_default().push(*reaction);
    }
    if reactions_to.is_empty() {
        return;
    }
    store.on_append(Arc::new(move |tx: &mut Tx, recorded: &Recorded| {
        let kind = recorded.event.kind();
        let wanted = |reaction: &&Reaction| reaction.when.is_none_or(|when| when(&recorded.event));
        for reaction in reactions_to.get(kind.as_str()).into_iter().flatten().filter(wanted) {
            react(tx, recorded, reaction.job)?;
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
