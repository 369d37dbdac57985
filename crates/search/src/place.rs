//! Reads an item's rank from the columns of one segment.

use query::SortField;
use tantivy::{DocId, Score, SegmentReader, columnar::Column};

use crate::order::{Order, Rank, number, score};

/// The columns of a segment that an order needs.
pub(crate) struct Places {
    order: Order,
    first: Option<Column<i64>>,
    second: Option<Column<i64>>,
    id: Column<i64>,
}

impl Places {
    /// Opens the columns.
    pub(crate) fn open(order: Order, segment: &SegmentReader) -> tantivy::Result<Self> {
        let (first, second) = match order {
            Order::Relevance => (None, Some("updated")),
            Order::By(sort) => match sort.field {
                SortField::Created => (Some("created"), None),
                SortField::Updated => (Some("updated"), None),
                SortField::Due => (Some("due"), None),
                SortField::Priority => (Some("priority"), Some("updated")),
                SortField::Solved => (Some("solved"), None),
                SortField::Closed => (Some("closed"), None),
                SortField::Title => (Some("title_first"), Some("title_second")),
            },
        };
        let columns = segment.fast_fields();
        let open = |name: Option<&str>| name.map(|name| columns.i64(name)).transpose();
        Ok(Self { order, first: open(first)?, second: open(second)?, id: columns.i64("id")? })
    }

    /// The first number of a document's rank; the rest is looked up only when this one is good enough.
    #[inline]
    pub(crate) fn first(&self, document: DocId, scored: Score) -> u64 {
        match self.order {
            Order::Relevance => score(scored),
            Order::By(sort) => {
                let value = self.first.as_ref().and_then(|column| column.first(document));
                value.map_or(0, |value| number(value, sort.descending))
            }
        }
    }

    /// The whole rank.
    #[inline]
    pub(crate) fn rank(&self, document: DocId, first: u64) -> Rank {
        let descending = match self.order {
            Order::By(sort) if sort.field == SortField::Title => sort.descending,
            order => order.is_tie_descending(),
        };
        let second = self.second.as_ref().and_then(|column| column.first(document));
        Rank {
            first,
            second: second.map_or(0, |value| number(value, descending)),
            id: number(self.id.first(document).unwrap_or_default(), self.order.is_tie_descending()),
        }
    }
}
