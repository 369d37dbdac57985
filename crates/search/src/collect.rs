//! Keeps the best ranks after a cursor and counts all matches, in one pass.

use std::{cmp::Reverse, collections::BinaryHeap};

use tantivy::{
    DocId, Score, SegmentOrdinal, SegmentReader,
    collector::{Collector, SegmentCollector},
};

use crate::{
    order::{Order, Rank},
    place::Places,
};

/// Collects one page.
pub(crate) struct Best {
    pub(crate) order: Order,
    /// Ranks kept.
    pub(crate) count: usize,
    /// Only ranks below this one.
    pub(crate) after: Option<Rank>,
}

/// The page and the number of all matches.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    /// Best first.
    pub(crate) ranks: Vec<Rank>,
    pub(crate) total: usize,
}

/// The part of one segment.
pub(crate) struct SegmentBest {
    places: Places,
    count: usize,
    after: Option<Rank>,
    kept: BinaryHeap<Reverse<Rank>>,
    /// The first number of the worst rank kept, once there are enough.
    threshold: Option<u64>,
    total: usize,
}

impl Collector for Best {
    type Fruit = Collected;
    type Child = SegmentBest;

    fn for_segment(&self, _: SegmentOrdinal, segment: &SegmentReader) -> tantivy::Result<SegmentBest> {
        Ok(SegmentBest {
            places: Places::open(self.order, segment)?,
            count: self.count,
            after: self.after,
            kept: BinaryHeap::with_capacity(self.count + 1),
            threshold: None,
            total: 0,
        })
    }

    fn requires_scoring(&self) -> bool {
        self.order == Order::Relevance
    }

    fn merge_fruits(&self, parts: Vec<Collected>) -> tantivy::Result<Collected> {
        let mut whole = Collected::default();
        for part in parts {
            whole.total += part.total;
            whole.ranks.extend(part.ranks);
        }
        whole.ranks.sort_unstable_by(|one, other| other.cmp(one));
        whole.ranks.truncate(self.count);
        Ok(whole)
    }
}

impl SegmentCollector for SegmentBest {
    type Fruit = Collected;

    fn collect(&mut self, document: DocId, score: Score) {
        self.total += 1;
        let first = self.places.first(document, score);
        let is_too_low = self.threshold.is_some_and(|threshold| first < threshold);
        let is_before = self.after.is_some_and(|after| first > after.first);
        if is_too_low || is_before {
            return;
        }
        let rank = self.places.rank(document, first);
        if self.after.is_some_and(|after| rank >= after) {
            return;
        }
        self.kept.push(Reverse(rank));
        if self.kept.len() > self.count {
            self.kept.pop();
        }
        if self.kept.len() == self.count {
            self.threshold = self.kept.peek().map(|Reverse(worst)| worst.first);
        }
    }

    fn harvest(self) -> Collected {
        Collected { ranks: self.kept.into_iter().map(|Reverse(rank)| rank).collect(), total: self.total }
    }
}
