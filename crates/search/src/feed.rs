//! One step of feeding: events since the cursor, a page of the pass over all items, one commit.
//!
//! A document is always made from the item as it stands now, so a step that is repeated after a crash does no harm.

use std::{collections::BTreeSet, sync::atomic::Ordering, time::Duration};

use base::tasks;
use events::Recorded;
use store::{Store, Tx, event_log};
use tantivy::{IndexWriter, Term, indexer::IndexWriterOptions, indexer::LogMergePolicy};
use tokio::time::Instant;

use crate::{
    Error, Index,
    document::document,
    index::Opened,
    load::{self, Source},
    state::{Pass, State},
};

/// Events followed in one step.
const EVENTS: i64 = 2_000;
/// Items of a pass in one step.
const ITEMS: i64 = 500;
/// Items loaded by one set of statements.
const LOADED: usize = 250;
/// A pass commits after so many documents or so much time.
const UNCOMMITTED: usize = 20_000;
const COMMIT_EVERY: Duration = Duration::from_millis(900);
/// Memory for documents that are not on the disk yet, in bytes: following events, and going over all items.
const SMALL: usize = 15_000_000;
const LARGE: usize = 60_000_000;

/// Whether more is to be done at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Busy,
    Idle,
}

/// The writing side of the index.
pub(crate) struct Feeder {
    /// Present while there is something to write.
    writer: Option<IndexWriter>,
    is_large: bool,
    state: State,
    committed: State,
    uncommitted: usize,
    last_commit: Instant,
}

/// What one step brings into the index.
struct Batch {
    state: State,
    is_foreign: bool,
    ids: Vec<i64>,
    sources: Vec<Source>,
    events: usize,
    /// Events that are still to be followed after this step.
    behind: i64,
}

impl Feeder {
    pub(crate) fn new(state: State) -> Self {
        let committed = state.clone();
        Self { writer: None, is_large: false, state, committed, uncommitted: 0, last_commit: Instant::now() }
    }

    fn idle_since(&self) -> Duration {
        self.last_commit.elapsed()
    }

    fn open(&mut self, opened: &Opened) -> Result<IndexWriter, Error> {
        let is_large = self.state.pass.is_some();
        if let Some(writer) = self.writer.take() {
            if self.is_large == is_large || self.uncommitted > 0 {
                return Ok(writer);
            }
            writer.wait_merging_threads()?;
        }
        self.is_large = is_large;
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(if is_large { LARGE } else { SMALL })
            .build();
        let writer = opened.index.writer_with_options(options)?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.3);
        writer.set_merge_policy(Box::new(policy));
        Ok(writer)
    }

    /// Writes a batch; commits when events came, the pass is over, or enough has piled up.
    fn apply(&mut self, opened: &Opened, batch: Batch) -> Result<(), Error> {
        self.state = batch.state;
        let mut writer = self.open(opened)?;
        if batch.is_foreign {
            writer.delete_all_documents()?;
        }
        for id in &batch.ids {
            writer.delete_term(Term::from_field_i64(opened.fields.id, *id));
        }
        for source in &batch.sources {
            writer.add_document(document(&opened.fields, source))?;
        }
        self.uncommitted += batch.ids.len();
        let is_due = batch.events > 0
            || self.state.pass.is_none()
            || self.uncommitted >= UNCOMMITTED
            || self.last_commit.elapsed() >= COMMIT_EVERY && self.state.pass.as_ref().is_some_and(is_young);
        if is_due {
            let payload = serde_json::to_string(&self.state).map_err(|error| Error::Index(error.to_string()))?;
            let mut commit = writer.prepare_commit()?;
            commit.set_payload(&payload);
            commit.commit()?;
            opened.reader.reload()?;
            self.committed = self.state.clone();
            self.uncommitted = 0;
            self.last_commit = Instant::now();
        }
        self.writer = Some(writer);
        Ok(())
    }

    /// Forgets what is not committed.
    fn roll_back(&mut self) {
        self.writer = None;
        self.state = self.committed.clone();
        self.uncommitted = 0;
    }
}

/// The first items of a pass are shown early; after that larger commits make fewer pieces to merge.
const fn is_young(pass: &Pass) -> bool {
    pass.done < 10_000
}

impl Index {
    /// Brings the index one step further.
    pub(crate) async fn step(&self, store: &Store) -> Result<Step, Error> {
        let mut feeder = self.shared.feeder.lock().await;
        if self.shared.is_damaged.load(Ordering::SeqCst) {
            self.start_over(&mut feeder)?;
        }
        if self.shared.is_rebuild_asked.swap(false, Ordering::SeqCst) {
            feeder.state.pass = Some(Pass::default());
        }
        let state = feeder.state.clone();
        let batch = store.read(move |tx| Batch::load(tx, state)).await?;
        let more_events = batch.behind > 0;
        let behind = batch.behind;
        if batch.is_empty(&feeder.committed) {
            self.tell(&feeder.state, behind);
            return Ok(Step::Idle);
        }
        let opened = self.opened();
        let outcome = in_background(&mut feeder, move |feeder| feeder.apply(&opened, batch)).await;
        if let Err(error) = outcome {
            feeder.roll_back();
            self.shared.is_damaged.fetch_or(matches!(error, Error::Damaged(_)), Ordering::SeqCst);
            return Err(error);
        }
        self.tell(&feeder.committed, behind);
        Ok(if more_events || feeder.state.pass.is_some() { Step::Busy } else { Step::Idle })
    }

    fn tell(&self, state: &State, behind: i64) {
        let pass = state.pass.clone().unwrap_or_default();
        let progress = crate::Progress {
            complete: state.is_complete(),
            rebuilt: pass.done,
            of: pass.of,
            cursor: state.cursor.unwrap_or_default(),
            behind,
            trouble: None,
        };
        self.shared.progress.send_if_modified(|known| {
            let is_new = *known != progress;
            *known = progress;
            is_new
        });
    }

    /// Gives the writer's memory and threads back when nothing was written for so long; the follower does it by itself.
    pub async fn rest(&self, after: Duration) {
        let mut feeder = self.shared.feeder.lock().await;
        if feeder.writer.is_none() || feeder.idle_since() < after || feeder.uncommitted > 0 {
            return;
        }
        let closed = in_background(&mut feeder, |feeder| match feeder.writer.take() {
            Some(writer) => Ok(writer.wait_merging_threads()?),
            None => Ok(()),
        });
        if let Err(error) = closed.await {
            tracing::warn!(%error, "the search index was not closed cleanly");
        }
    }
}

/// Runs the writing on a blocking thread. A panic there means that the index is not what it should be.
async fn in_background(
    feeder: &mut Feeder,
    work: impl FnOnce(&mut Feeder) -> Result<(), Error> + Send + 'static,
) -> Result<(), Error> {
    let spare = Feeder::new(feeder.committed.clone());
    let mut moved = std::mem::replace(feeder, spare);
    let done = tasks::spawn_blocking("feed the search index", move || {
        let outcome = work(&mut moved);
        (moved, outcome)
    });
    match done.await {
        Ok((moved, outcome)) => {
            *feeder = moved;
            outcome
        }
        Err(error) if error.is_panic() => Err(Error::Damaged("feeding it panicked".to_owned())),
        Err(_) => Err(Error::Stopping),
    }
}

impl Batch {
    fn load(tx: &mut Tx<'_>, mut state: State) -> Result<Self, store::Error> {
        let last = event_log::last_number(tx)?;
        let is_foreign = is_foreign(tx, &state, last)?;
        if is_foreign {
            state = State::new();
        }
        let Some(cursor) = state.cursor else {
            state.cursor = Some(last);
            state.pass = Some(Pass { of: load::count(tx)?, ..Pass::default() });
            state.anchor = anchor(&event_log::after(tx, last - 1, 1)?);
            return Ok(Self { state, is_foreign, ids: Vec::new(), sources: Vec::new(), events: 0, behind: 0 });
        };
        let events = event_log::after(tx, cursor, EVENTS)?;
        let mut ids: BTreeSet<i64> = events.iter().filter_map(|event| event.item).collect();
        if let Some(newest) = events.last() {
            state.cursor = newest.number;
            state.anchor = anchor(&events);
        }
        ids.extend(next_page(tx, &mut state)?);
        let ids: Vec<i64> = ids.into_iter().collect();
        let mut sources = Vec::with_capacity(ids.len());
        for chunk in ids.chunks(LOADED) {
            sources.extend(load::sources(tx, chunk)?);
        }
        let behind = last.saturating_sub(state.cursor.unwrap_or(last)).max(0);
        Ok(Self { state, is_foreign, ids, sources, events: events.len(), behind })
    }

    fn is_empty(&self, committed: &State) -> bool {
        self.ids.is_empty() && !self.is_foreign && self.state == *committed
    }
}

/// The next items of the pass; ends the pass when there are none.
fn next_page(tx: &mut Tx<'_>, state: &mut State) -> Result<Vec<i64>, store::Error> {
    let Some(pass) = &mut state.pass else {
        return Ok(Vec::new());
    };
    if pass.of == 0 {
        pass.of = load::count(tx)?;
    }
    let page = load::page(tx, pass.after, ITEMS)?;
    match page.last() {
        Some(last) => {
            pass.after = *last;
            pass.done += i64::try_from(page.len()).unwrap_or(0);
        }
        None => state.pass = None,
    }
    Ok(page)
}

/// The index belongs to another database, or to this one before it was restored.
fn is_foreign(tx: &mut Tx<'_>, state: &State, last: i64) -> Result<bool, store::Error> {
    let Some(cursor) = state.cursor else {
        return Ok(false);
    };
    if cursor > last {
        return Ok(true);
    }
    let found = event_log::after(tx, cursor - 1, 1)?;
    let is_there = found.first().is_some_and(|event| event.number == Some(cursor));
    Ok(is_there && state.anchor.is_some() && state.anchor != anchor(&found))
}

fn anchor(events: &[Recorded]) -> Option<(i64, i64)> {
    events.last().map(|event| (event.id, event.at.micros()))
}
