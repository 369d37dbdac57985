//! A page of items: first the ids in order from an index, then the rows with their names in one statement each.

use base::{Limit, Page, Scope};
use query::Query;
use store::Tx;

use super::{
    ItemRow,
    compile::compile,
    condition::Condition,
    order::{Order, Place},
    plan::{Plan, plan},
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
    let plan = if among.is_some() { Plan::Whole } else { plan(tx, scope, query, Some(order))? };
    let asked = Asked { scope, query, among, order, plan };
    let mut places = Vec::new();
    let most = ask.limit.with_probe();
    if !after.as_ref().is_some_and(Order::is_gap) {
        places = asked.places(tx, true, after.as_ref(), most)?;
    }
    let left = most - i64::try_from(places.len()).unwrap_or(most);
    if order.has_gaps() && left > 0 {
        let after = after.filter(Order::is_gap);
        places.extend(asked.places(tx, false, after.as_ref(), left)?);
    }
    let page = Page::cut(places, ask.limit, |place| order.cursor(place));
    let ids: Vec<i64> = page.items.iter().map(|place| place.id).collect();
    Ok(Page { items: rows(tx, scope, &ids)?, next: page.next })
}

/// One list that is asked for.
struct Asked<'a> {
    scope: &'a Scope,
    query: &'a Query,
    among: Option<&'a [i64]>,
    order: Order,
    plan: Plan,
}

impl Asked<'_> {
    /// The places of at most `most` rows after a place: of those that have a sort value, or of those that have none.
    fn places(&self, tx: &mut Tx, valued: bool, after: Option<&Place>, most: i64) -> Result<Vec<Place>, Error> {
        let mut places = Vec::new();
        for half in self.plan.halves() {
            places.extend(self.select(tx, *half, (valued, after), most)?);
        }
        if self.plan == Plan::Halves {
            self.order.merge(&mut places);
            places.truncate(usize::try_from(most).unwrap_or(usize::MAX));
        }
        Ok(places)
    }

    fn select(
        &self,
        tx: &mut Tx,
        half: Option<bool>,
        page: (bool, Option<&Place>),
        most: i64,
    ) -> Result<Vec<Place>, Error> {
        let statement = self.statement(tx, half, page, most)?;
        Ok(tx.query(&statement.sql, &statement.values, |row| self.order.place(row))?)
    }

    fn statement(
        &self,
        tx: &mut Tx,
        half: Option<bool>,
        (valued, after): (bool, Option<&Place>),
        most: i64,
    ) -> Result<Condition, Error> {
        let mut statement = Condition::from("");
        self.order.columns(&mut statement, self.plan == Plan::Scattered);
        statement.text(" FROM work_item i WHERE ");
        compile(&mut statement, tx, self.scope, self.query, half)?;
        if let Some(ids) = self.among {
            statement.text(" AND i.id");
            statement.ids(ids.to_vec());
        }
        self.order.valued(&mut statement, valued);
        if let Some(place) = after {
            self.order.after(&mut statement, place);
        }
        self.order.clause(&mut statement, valued);
        statement.compare("", "LIMIT", most);
        Ok(statement)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What SQLite would do for each statement of a list, one step per line.
    fn steps(tx: &mut Tx, text: &str) -> Result<String, Error> {
        let (scope, query) = (Scope::staff(1, base::Role::Agent), Query::parse(text).unwrap());
        let order = Order::of(query.sort);
        let plan = plan(tx, &scope, &query, Some(order))?;
        let asked = Asked { scope: &scope, query: &query, among: None, order, plan };
        let mut steps = Vec::new();
        for half in plan.halves() {
            let statement = asked.statement(tx, *half, (true, None), 51)?;
            let sql = format!("EXPLAIN QUERY PLAN {}", statement.sql);
            steps.extend(tx.query(&sql, &statement.values, |row| row.get::<String>(3))?);
        }
        Ok(steps.join("\n"))
    }

    #[test]
    fn the_commonest_orders_are_read_from_an_index_alone() {
        let parts = [store::part(), people::part(), crate::part()];
        let test = testkit::TestStore::open(testkit::Engine::Sqlite, &parts);
        for text in ["", "sort:priority"] {
            let steps = test.store.read_blocking(move |tx| steps(tx, text)).unwrap();
            assert_eq!(steps.matches("USING COVERING INDEX").count(), 2, "{text}: {steps}");
        }
    }

    #[test]
    fn the_lists_of_every_day_neither_sort_nor_read_everything() {
        let parts = [store::part(), people::part(), crate::part()];
        let test = testkit::TestStore::open(testkit::Engine::Sqlite, &parts);
        let lists = [
            "",
            "is:open",
            "status:open",
            "category:waiting",
            "assignee:me",
            "is:open assignee:me",
            "is:unassigned",
            "is:open is:unassigned kind:ticket",
            "is:open priority:<=2",
            "sort:priority",
            "is:open sort:priority",
            "sort:created",
            "is:open sort:-created",
            "kind:bug",
            "kind:bug is:open",
            "requester:me",
            "queue:none",
            "organization:none is:open",
            "sort:due",
            "sort:-solved",
        ];
        for text in lists {
            let steps = test.store.read_blocking(move |tx| steps(tx, text)).unwrap();
            assert!(steps.contains(" USING "), "{text}: {steps}");
            assert!(!steps.contains("TEMP B-TREE"), "{text} sorts: {steps}");
        }
    }
}
