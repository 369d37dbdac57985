//! Results are ordered by one number per item, larger first; ties by a second number, then by id.
//!
//! The same rules as the lists without text: latest change first unless asked, items without the sort value last in
//! either direction, ties in the direction of the order. A query with text and without a sort is by relevance.

use base::{Cursor, page::InvalidCursor};
use query::{Query, Sort, SortField};
use serde_json::Value;

use crate::reach::Reach;

/// What results are ordered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Order {
    /// The best match first; of equally good ones the latest changed.
    Relevance,
    /// A field of the item.
    By(Sort),
}

/// Where an item stands: larger comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Rank {
    pub(crate) first: u64,
    pub(crate) second: u64,
    pub(crate) id: u64,
}

/// Where a page ends: the rank of its last item, and the items it was ranked among.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) rank: Rank,
    pub(crate) reach: Reach,
}

impl Order {
    /// The order of a query.
    pub(crate) fn of(query: &Query) -> Self {
        match query.sort {
            Some(sort) => Self::By(sort),
            None if query.has_text() => Self::Relevance,
            None => Self::By(Sort { field: SortField::Updated, descending: true }),
        }
    }

    fn name(self) -> String {
        match self {
            Self::Relevance => "relevance".to_owned(),
            Self::By(sort) => format!("{}{}", if sort.descending { "-" } else { "" }, sort.field),
        }
    }

    /// Ids and second numbers count upwards: the larger comes first.
    pub(crate) const fn is_tie_descending(self) -> bool {
        match self {
            Self::Relevance => true,
            Self::By(sort) => sort.descending != matches!(sort.field, SortField::Priority),
        }
    }

    /// The id of the item at a rank.
    pub(crate) const fn id(self, rank: Rank) -> i64 {
        let ordered = if self.is_tie_descending() { rank.id } else { !rank.id };
        (ordered ^ (1 << 63)).cast_signed()
    }

    /// The cursor that continues after a place.
    pub(crate) fn cursor(self, Place { rank, reach }: Place) -> Cursor {
        let mut parts = vec![self.name().into(), rank.first.into(), rank.second.into(), rank.id.into()];
        parts.extend(reach.write());
        Cursor(parts)
    }

    /// Reads a cursor of this order.
    pub(crate) fn read(self, text: &str) -> Result<Place, InvalidCursor> {
        let cursor = Cursor::decode(text)?;
        if cursor.text(0)? != self.name() {
            return Err(InvalidCursor);
        }
        let number = |place: usize| cursor.0.get(place).and_then(Value::as_u64).ok_or(InvalidCursor);
        let rank = Rank { first: number(1)?, second: number(2)?, id: number(3)? };
        Ok(Place { rank, reach: Reach::read(cursor.0.get(4..).unwrap_or_default())? })
    }
}

/// A number whose order is that of the signed number, turned round unless `descending`. 0 is left for "has none".
pub(crate) const fn number(value: i64, descending: bool) -> u64 {
    let ordered = value.cast_unsigned() ^ (1 << 63);
    if descending { ordered } else { !ordered }
}

/// A number whose order is that of the score, which is never negative.
pub(crate) const fn score(score: f32) -> u64 {
    score.max(0.0).to_bits() as u64
}

/// The first sixteen bytes of a folded title as two numbers in its order.
pub(crate) fn title_numbers(title: &str) -> (i64, i64) {
    let mut bytes = title.bytes().chain(std::iter::repeat(0));
    let mut eight = || {
        let number = bytes.by_ref().take(8).fold(0_u64, |number, byte| (number << 8) | u64::from(byte));
        (number ^ (1 << 63)).cast_signed()
    };
    (eight(), eight())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn numbers_keep_their_order(one: i64, other: i64) {
            prop_assert_eq!(number(one, true).cmp(&number(other, true)), one.cmp(&other));
            prop_assert_eq!(number(one, false).cmp(&number(other, false)), other.cmp(&one));
        }

        #[test]
        fn scores_keep_their_order(one in 0.0_f32..1e6, other in 0.0_f32..1e6) {
            prop_assert_eq!(Some(score(one).cmp(&score(other))), one.partial_cmp(&other));
        }

        #[test]
        fn short_titles_keep_their_order(one in "[a-z数据]{0,5}", other in "[a-z数据]{0,5}") {
            prop_assert_eq!(title_numbers(&one).cmp(&title_numbers(&other)), one.cmp(&other));
        }
    }

    #[test]
    fn a_cursor_fits_its_own_order_only() {
        let rank = Rank { first: u64::MAX, second: 7, id: 1 << 63 };
        let updated = Order::By(Sort { field: SortField::Updated, descending: true });
        for reach in [Reach::Everything, Reach::Latest(-7), Reach::Earlier(i64::MAX)] {
            let place = Place { rank, reach };
            let text = Order::Relevance.cursor(place).encode();
            assert_eq!(Order::Relevance.read(&text), Ok(place));
            assert_eq!(updated.read(&text), Err(InvalidCursor));
        }
    }
}
