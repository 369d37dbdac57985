//! A page of items: first the ids in order from an index, then the rows with their names in one statement each.

use base::{Limit, Page, Scope};
use query::Query;
use store::Tx;

use super::{
    ItemRow,
    compile::compile,
    condition::Condition,
    order::{Order, Place},
    rows::rows,
};
use crate::Error;

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default)]
pub struct Ask {
    /// How many rows.
    pub limit: Limit,
    /// What the page before gave as its next; none for the first page.
    pub cursor: Option<String>,
}

/// A page of the items that match a query, in the query's order. Full text in the query is not looked at: intersect
/// with the search index through [`items_among`](super::items_among) or [`matching`](super::matching) when
/// [`Query::has_text`] says so. Days in the query are days in UTC; see [`in_zone`](super::in_zone).
///
/// # Errors
/// [`Error::Invalid`] for a cursor of another list, or a field that the scope may not ask by.
pub fn items(tx: &mut Tx, scope: &Scope, query: &Query, ask: &Ask) -> Result<Page<ItemRow>, Error> {
    page(tx, scope, query, ask, None)
}

/// As [`items`], of these ids alone when there are some.
pub(super) fn page(
    tx: &mut Tx,
    scope: &Scope,
    query: &Query,
    ask: &Ask,
    among: Option<&[i64]>,
) -> Result<Page<ItemRow>, Error> {
    let order = Order::of(query.sort);
    let after = ask.cursor.as_deref().map(|cursor| order.read(cursor)).transpose()?;
    let mut places = Vec::new();
    let most = ask.limit.with_probe();
    if !after.as_ref().is_some_and(Order::is_gap) {
        places = select(tx, (scope, query, among), order, (true, after.as_ref()), most)?;
    }
    let left = most - i64::try_from(places.len()).unwrap_or(most);
    if order.has_gaps() && left > 0 {
        let after = after.filter(Order::is_gap);
        places.extend(select(tx, (scope, query, among), order, (false, after.as_ref()), left)?);
    }
    let page = Page::cut(places, ask.limit, |place| order.cursor(place));
    let ids: Vec<i64> = page.items.iter().map(|place| place.id).collect();
    Ok(Page { items: rows(tx, scope, &ids)?, next: page.next })
}

fn select(
    tx: &mut Tx,
    (scope, query, among): (&Scope, &Query, Option<&[i64]>),
    order: Order,
    (valued, after): (bool, Option<&Place>),
    most: i64,
) -> Result<Vec<Place>, Error> {
    let mut statement = Condition::default();
    order.columns(&mut statement);
    statement.text(" FROM work_item i WHERE ");
    let mut statement = statement.followed_by(compile(tx, scope, query)?);
    if let Some(ids) = among {
        statement.text(" AND i.id");
        statement.ids(ids.to_vec());
    }
    order.valued(&mut statement, valued);
    if let Some(place) = after {
        order.after(&mut statement, place);
    }
    order.clause(&mut statement, valued);
    statement.compare("", "LIMIT", most);
    Ok(tx.query(&statement.sql, &statement.values, |row| order.place(row))?)
}
