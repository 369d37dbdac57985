//! Where very many items match, those that changed last are ranked first and all others after them: ranking a million
//! matches of a common word by relevance takes long and says little.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use base::{Timestamp, page::InvalidCursor};
use serde_json::Value;
use tantivy::Searcher;

/// How many of the items that changed last are ranked before the others.
pub(crate) const LATEST: usize = 100_000;
/// With fewer matches than this among the latest, everything is ranked together.
pub(crate) const ENOUGH: usize = 1_000;
/// How long the instant from which items count as the latest is used before it is looked up again.
const REMEMBERED: Duration = Duration::from_secs(600);

/// The items that are ranked together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reach {
    /// All of them.
    Everything,
    /// Those changed at or after an instant, in microseconds.
    Latest(i64),
    /// Those changed before it.
    Earlier(i64),
}

impl Reach {
    /// As the end of a cursor.
    pub(crate) fn write(self) -> [Value; 2] {
        match self {
            Self::Everything => [Value::Null, Value::Bool(false)],
            Self::Latest(since) => [Value::from(since), Value::Bool(false)],
            Self::Earlier(since) => [Value::from(since), Value::Bool(true)],
        }
    }

    /// Reads what [`Reach::write`] wrote.
    pub(crate) fn read(end: &[Value]) -> Result<Self, InvalidCursor> {
        match end {
            [Value::Null, Value::Bool(false)] => Ok(Self::Everything),
            [since, Value::Bool(is_earlier)] => {
                let since = since.as_i64().ok_or(InvalidCursor)?;
                Ok(if *is_earlier { Self::Earlier(since) } else { Self::Latest(since) })
            }
            _ => Err(InvalidCursor),
        }
    }
}

/// The instant from which items count as the latest, remembered for a while.
#[derive(Debug, Default)]
pub(crate) struct Since(Mutex<Option<(Timestamp, i64)>>);

impl Since {
    /// The instant, none while there are too few items for it to matter.
    pub(crate) fn get(&self, searcher: &Searcher, latest: usize, now: Timestamp) -> tantivy::Result<Option<i64>> {
        let documents = usize::try_from(searcher.num_docs()).unwrap_or(usize::MAX);
        if documents < latest.saturating_mul(2) {
            return Ok(None);
        }
        let mut remembered = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, since)) = *remembered
            && now.since(at) < REMEMBERED
        {
            return Ok(Some(since));
        }
        let since = look_up(searcher, latest)?;
        *remembered = since.map(|since| (now, since));
        Ok(since)
    }
}

/// The instant of the last change of the item at this place, counted from the one that changed last.
fn look_up(searcher: &Searcher, place: usize) -> tantivy::Result<Option<i64>> {
    let mut instants = Vec::new();
    for segment in searcher.segment_readers() {
        let updated = segment.fast_fields().i64("updated")?;
        instants.extend(segment.doc_ids_alive().filter_map(|document| updated.first(document)));
    }
    let Some(cut) = instants.len().checked_sub(place) else { return Ok(None) };
    if cut == 0 || cut >= instants.len() {
        return Ok(None);
    }
    Ok(Some(*instants.select_nth_unstable(cut).1))
}
