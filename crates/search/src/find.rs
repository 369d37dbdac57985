//! A search: which items, in which order, how many in all.

use std::sync::atomic::Ordering;

use base::{Limit, Scope, tasks};
use query::Query;
use store::Store;

use crate::{Error, Index, compile::Compiler, order::Order, seek::Seek};

/// Which page is asked for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// Items on the page.
    pub limit: Limit,
    /// What the page before gave as its next; none for the first page.
    pub cursor: Option<String>,
}

/// A page of results. Load the rows with the same scope: an item may have changed since it was indexed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The items, best first.
    pub ids: Vec<i64>,
    /// The cursor of the next page, none on the last.
    pub next: Option<String>,
    /// How many items match in all; at least so many, where that is a thousand or more.
    pub total: i64,
    /// The index is being built: there may be more.
    pub incomplete: bool,
}

impl Index {
    /// Finds the items that match a query and may be seen. The order is the query's; without one, by relevance when
    /// the query has text, else the latest change first. Days in the query are days in UTC: spell them out before.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when a customer asks by something hidden, [`Error::Cursor`] for a cursor of another
    /// search, or what the database or the index says.
    pub async fn find(&self, store: &Store, scope: &Scope, query: &Query, ask: &Ask) -> Result<Found, Error> {
        let (index, store, scope) = (self.clone(), store.clone(), scope.clone());
        let (query, ask) = (query.clone(), ask.clone());
        let work = move || index.find_blocking(&store, &scope, &query, &ask);
        let outcome = match tasks::spawn_blocking("search", work).await {
            Ok(outcome) => outcome,
            Err(error) if error.is_panic() => Err(Error::Damaged("searching it panicked".to_owned())),
            Err(_) => Err(Error::Stopping),
        };
        if matches!(outcome, Err(Error::Damaged(_))) {
            self.shared.is_damaged.store(true, Ordering::SeqCst);
        }
        outcome
    }

    /// [`Index::find`] for plain threads.
    ///
    /// # Errors
    /// As [`Index::find`].
    pub fn find_blocking(&self, store: &Store, scope: &Scope, query: &Query, ask: &Ask) -> Result<Found, Error> {
        let order = Order::of(query);
        let after = ask.cursor.as_deref().map(|cursor| order.read(cursor)).transpose()?;
        let (opened, now) = (self.opened(), store.world().now());
        let compiler = Compiler { fields: &opened.fields, scope, store, words: &self.shared.words, now };
        let (asked, searcher) = (compiler.query(query)?, opened.reader.searcher());
        let rows = ask.limit.rows();
        let seek = Seek { searcher: &searcher, asked: &*asked, updated: opened.fields.updated, order, count: rows + 1 };
        let (mut places, total) = match after {
            Some(place) => seek.after(place)?,
            None if order == Order::Relevance && scope.is_staff() => {
                seek.first(self.shared.since.get(&searcher, self.latest, now)?)?
            }
            None => seek.first(None)?,
        };
        let has_more = places.len() > rows;
        places.truncate(rows);
        let next = places.last().filter(|_| has_more).map(|place| order.cursor(*place).encode());
        Ok(Found {
            ids: places.into_iter().map(|place| order.id(place.rank)).collect(),
            next,
            total: i64::try_from(total).unwrap_or(i64::MAX),
            incomplete: !self.shared.progress.borrow().complete,
        })
    }
}
