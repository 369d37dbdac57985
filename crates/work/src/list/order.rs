//! The order of a list, and where a page begins: after the sort values of the last row of the page before.
//!
//! Ties are broken by the id in the same direction. Rows without the sort value come last in either direction. Within
//! a priority the latest change comes first; turned round, everything turns.

use base::Cursor;
use query::{Sort, SortField};
use serde_json::Value as Json;
use store::{Row, Value};

use super::condition::Condition;
use crate::Error;

/// The order of a list.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    sort: Sort,
}

/// A row's place in an order.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Place {
    /// The item.
    pub id: i64,
    /// The sort value; null when the row has none.
    value: Value,
    /// The update instant, when the sort value is a priority.
    updated: Option<i64>,
}

impl Order {
    /// The order that a query asks for; the latest change first when it asks for none.
    pub(super) fn of(sort: Option<Sort>) -> Self {
        Self { sort: sort.unwrap_or(Sort { field: SortField::Updated, descending: true }) }
    }

    const fn column(self) -> &'static str {
        match self.sort.field {
            SortField::Created => "i.created_at",
            SortField::Updated => "i.updated_at",
            SortField::Due => "i.due_at",
            SortField::Priority => "i.priority",
            SortField::Solved => "i.solved_at",
            SortField::Closed => "i.closed_at",
            SortField::Title => "i.title_fold",
        }
    }

    /// Rows may have no sort value.
    pub(super) const fn has_gaps(self) -> bool {
        matches!(self.sort.field, SortField::Due | SortField::Solved | SortField::Closed)
    }

    /// Indexes hold active items and the others apart, each half in this order.
    pub(super) const fn is_halved(self) -> bool {
        matches!(self.sort.field, SortField::Updated | SortField::Created | SortField::Priority)
    }

    const fn by_priority(self) -> bool {
        matches!(self.sort.field, SortField::Priority)
    }

    /// Adds ` AND …`: only rows that have a sort value, or only those that have none.
    pub(super) fn valued(self, condition: &mut Condition, valued: bool) {
        if self.has_gaps() {
            condition.text(" AND ");
            condition.text(self.column());
            condition.text(if valued { " IS NOT NULL" } else { " IS NULL" });
        }
    }

    /// Adds ` AND …`: only rows after a place.
    pub(super) fn after(self, condition: &mut Condition, place: &Place) {
        let (beyond, or_same) = if self.sort.descending { ("<", "<=") } else { (">", ">=") };
        if place.value == Value::Null {
            condition.compare(" AND i.id", beyond, place.id);
        } else if let Some(updated) = place.updated {
            condition.compare(" AND i.priority", or_same, place.value.clone());
            condition.compare(" AND (i.priority", beyond, place.value.clone());
            condition.text(" OR (i.updated_at, i.id) ");
            condition.text(if self.sort.descending { ">" } else { "<" });
            pair(condition, updated.into(), place.id);
            condition.text(")");
        } else {
            condition.text(" AND (");
            condition.text(self.column());
            condition.text(", i.id) ");
            condition.text(beyond);
            pair(condition, place.value.clone(), place.id);
        }
    }

    /// Adds ` ORDER BY …`.
    pub(super) fn clause(self, condition: &mut Condition, valued: bool) {
        let direction = if self.sort.descending { " DESC" } else { " ASC" };
        let tie = if self.sort.descending == self.by_priority() { " ASC" } else { " DESC" };
        condition.text(" ORDER BY ");
        if valued {
            condition.text("place");
            condition.text(direction);
            condition.text(", ");
        }
        if self.by_priority() {
            condition.text("place_update");
            condition.text(tie);
            condition.text(", ");
        }
        condition.text("place_item");
        condition.text(tie);
    }

    /// Adds `SELECT …`, to be read with [`Order::place`]. When `scattered`, no index gives the order.
    pub(super) fn columns(self, condition: &mut Condition, scattered: bool) {
        condition.text("SELECT i.id AS place_item, i.updated_at AS place_update, ");
        condition.text(self.column());
        // A sum is not what an index holds.
        condition.text(if scattered && self.sort.field != SortField::Title { " + 0 AS place" } else { " AS place" });
    }

    /// Puts rows of several statements into this order, if it is [halved](Order::is_halved).
    pub(super) fn merge(self, places: &mut [Place]) {
        places.sort_by_cached_key(|place| {
            let value = if let Value::Integer(value) = place.value { value } else { i64::MAX };
            match (self.by_priority(), self.sort.descending) {
                (true, turned) => {
                    let sign = if turned { -1 } else { 1 };
                    (sign * value, -sign * place.updated.unwrap_or_default(), -sign * place.id)
                }
                (false, true) => (-value, -place.id, 0),
                (false, false) => (value, place.id, 0),
            }
        });
    }

    /// Reads a row of [`Order::columns`].
    pub(super) fn place(self, row: &Row) -> Result<Place, store::Error> {
        let updated: i64 = row.get(1)?;
        Ok(Place { id: row.get(0)?, value: row.get(2)?, updated: self.by_priority().then_some(updated) })
    }

    fn name(self) -> String {
        format!("{}{}", if self.sort.descending { "-" } else { "" }, self.sort.field)
    }

    /// The cursor that continues after a place.
    pub(super) fn cursor(self, place: &Place) -> Cursor {
        let value = match &place.value {
            Value::Integer(number) => Json::from(*number),
            Value::Text(text) => Json::from(text.as_str()),
            _ => Json::Null,
        };
        Cursor(vec![self.name().into(), place.id.into(), value, place.updated.unwrap_or_default().into()])
    }

    /// Reads a cursor; it must belong to this order.
    ///
    /// # Errors
    /// [`Error::Invalid`] when it does not.
    pub(super) fn read(self, cursor: &str) -> Result<Place, Error> {
        let foreign = || Error::invalid("cursor", "this cursor does not belong to this list");
        let cursor = Cursor::decode(cursor).map_err(|_| foreign())?;
        if cursor.text(0).ok() != Some(self.name().as_str()) {
            return Err(foreign());
        }
        let value = match (cursor.0.get(2), self.sort.field) {
            (Some(Json::String(text)), SortField::Title) => Value::from(base::text::fold(text)),
            (Some(Json::Null), _) if self.has_gaps() => Value::Null,
            (Some(Json::Number(_)), field) if field != SortField::Title => {
                Value::from(cursor.integer(2).map_err(|_| foreign())?)
            }
            _ => return Err(foreign()),
        };
        let updated = if self.by_priority() { Some(cursor.integer(3).map_err(|_| foreign())?) } else { None };
        Ok(Place { id: cursor.integer(1).map_err(|_| foreign())?, value, updated })
    }

    /// The first rows without a sort value follow this place.
    pub(super) const fn is_gap(place: &Place) -> bool {
        matches!(place.value, Value::Null)
    }
}

fn pair(condition: &mut Condition, value: Value, id: i64) {
    condition.text(" (");
    condition.value(value);
    condition.text(", ");
    condition.value(id);
    condition.text(")");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_fits_its_own_order_only() {
        for field in SortField::ALL {
            for descending in [true, false] {
                let order = Order::of(Some(Sort { field: *field, descending }));
                let value = if *field == SortField::Title { Value::from("drucker") } else { Value::from(7) };
                let place = Place { id: 12, value, updated: order.by_priority().then_some(5) };
                let cursor = order.cursor(&place).encode();
                assert_eq!(order.read(&cursor).unwrap(), place);
                let other = Order::of(Some(Sort { field: *field, descending: !descending }));
                assert!(other.read(&cursor).is_err());
            }
        }
        assert!(Order::of(None).read("nonsense").is_err());
    }
}
