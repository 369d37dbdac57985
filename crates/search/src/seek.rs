//! One page of a search, from the items that are ranked together.

use std::ops::Bound;

use tantivy::{
    Searcher, Term,
    query::{BooleanQuery, ConstScoreQuery, Query, RangeQuery},
    schema::Field,
};

use crate::{
    collect::{Best, Collected},
    order::{Order, Place, Rank},
    reach::{ENOUGH, Reach},
};

/// A search that is about to be made.
pub(crate) struct Seek<'a> {
    pub(crate) searcher: &'a Searcher,
    /// The query, scope included.
    pub(crate) asked: &'a dyn Query,
    /// The field of the last change.
    pub(crate) updated: Field,
    pub(crate) order: Order,
    /// Places wanted.
    pub(crate) count: usize,
}

/// Places in order, and how many items match.
type Page = (Vec<Place>, usize);

impl Seek<'_> {
    /// The first page: of the latest items alone when enough of them match.
    pub(crate) fn first(&self, since: Option<i64>) -> tantivy::Result<Page> {
        if let Some(since) = since {
            let latest = self.within(Reach::Latest(since), None)?;
            if latest.1 >= ENOUGH.max(self.count) {
                return Ok(latest);
            }
        }
        self.within(Reach::Everything, None)
    }

    /// The page after a place; after the last of the latest items come the first of the others.
    pub(crate) fn after(&self, place: Place) -> tantivy::Result<Page> {
        let (mut places, total) = self.within(place.reach, Some(place.rank))?;
        let Reach::Latest(since) = place.reach else { return Ok((places, total)) };
        if places.len() < self.count {
            places.extend(self.within(Reach::Earlier(since), None)?.0);
            places.truncate(self.count);
        }
        Ok((places, total))
    }

    fn within(&self, reach: Reach, after: Option<Rank>) -> tantivy::Result<Page> {
        let best = Best { order: self.order, count: self.count, after };
        let Collected { ranks, total } = match self.range(reach) {
            None => self.searcher.search(self.asked, &best)?,
            Some(range) => {
                let both = BooleanQuery::intersection(vec![self.asked.box_clone(), range]);
                self.searcher.search(&both, &best)?
            }
        };
        // Of what comes after the latest items it is known that enough came before.
        let before = if matches!(reach, Reach::Earlier(_)) { ENOUGH } else { 0 };
        Ok((ranks.into_iter().map(|rank| Place { rank, reach }).collect(), total + before))
    }

    /// The items of a reach; none when it is all of them.
    fn range(&self, reach: Reach) -> Option<Box<dyn Query>> {
        let term = |micros| Term::from_field_i64(self.updated, micros);
        let (from, until) = match reach {
            Reach::Everything => return None,
            Reach::Latest(since) => (Bound::Included(term(since)), Bound::Included(term(i64::MAX))),
            Reach::Earlier(since) => (Bound::Included(term(i64::MIN)), Bound::Excluded(term(since))),
        };
        Some(Box::new(ConstScoreQuery::new(Box::new(RangeQuery::new(from, until)), 0.0)))
    }
}
