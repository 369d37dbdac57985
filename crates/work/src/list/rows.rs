//! The rows of a list: items with the names of what they refer to, fetched together.

use base::{Scope, Sees, Timestamp};
use serde::Serialize;
use store::Tx;

use super::store as sql;
use crate::{Category, Channel, Error, Kind, Visibility, WaitingOn, tag};

/// One row of a list. For a customer the internal fields are empty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemRow {
    /// Never changes.
    pub id: i64,
    /// `SUP-12`
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// On one line.
    pub title: String,
    /// The status by its name.
    pub status: String,
    /// What the status means.
    #[serde(rename = "status_category")]
    pub category: Category,
    /// Whom it waits for.
    pub waiting_on: Option<WaitingOn>,
    /// 1 most pressing to 4.
    pub priority: i64,
    /// Support tier.
    pub tier: Option<i64>,
    /// The queue.
    pub queue: Option<i64>,
    /// Its name.
    pub queue_name: Option<String>,
    /// The team.
    pub team: Option<i64>,
    /// Its name.
    pub team_name: Option<String>,
    /// Who works on it.
    pub assignee: Option<i64>,
    /// Their name.
    pub assignee_name: Option<String>,
    /// Who asked.
    pub requester: Option<i64>,
    /// Their name.
    pub requester_name: Option<String>,
    /// The customer's organisation.
    pub organization: Option<i64>,
    /// Its name.
    pub organization_name: Option<String>,
    /// Whether customers may see it.
    pub visibility: Visibility,
    /// How it came in.
    pub channel: Channel,
    /// For optimistic locking.
    pub version: i64,
    /// How many messages it has.
    pub message_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// When it was resolved.
    pub solved_at: Option<Timestamp>,
    /// When it was closed or canceled.
    pub closed_at: Option<Timestamp>,
    /// Tags by name, in folded order.
    pub tags: Vec<String>,
}

impl ItemRow {
    /// The row as a customer may know it; see [`Item::seen_by`](crate::Item::seen_by).
    fn for_customer(mut self) -> Self {
        self.tier = None;
        self.queue = None;
        self.queue_name = None;
        self.team = None;
        self.team_name = None;
        self.tags = Vec::new();
        if self.waiting_on != Some(WaitingOn::Customer) {
            self.waiting_on = None;
        }
        self
    }
}

/// The rows of these items in the order given; what may not be seen, or lies in the recycle bin, is left out.
///
/// # Errors
/// When the store fails.
pub fn rows(tx: &mut Tx, scope: &Scope, ids: &[i64]) -> Result<Vec<ItemRow>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    match scope.sees() {
        Sees::Everything => {
            let found = sql::rows(tx, ids)?;
            ordered(tx, found, ids)
        }
        Sees::Own { person, organizations } => {
            let found = sql::own_rows(tx, ids, person, organizations)?;
            Ok(ordered(tx, found, ids)?.into_iter().map(ItemRow::for_customer).collect())
        }
    }
}

/// Puts rows into the order of the ids and gives them their tags.
pub(super) fn ordered(tx: &mut Tx, found: Vec<ItemRow>, ids: &[i64]) -> Result<Vec<ItemRow>, Error> {
    let mut by_id: std::collections::HashMap<i64, ItemRow> = found.into_iter().map(|row| (row.id, row)).collect();
    if by_id.is_empty() {
        return Ok(Vec::new());
    }
    for (item, tag) in tag::store::of_items(tx, ids)? {
        if let Some(row) = by_id.get_mut(&item) {
            row.tags.push(tag);
        }
    }
    Ok(ids.iter().filter_map(|id| by_id.remove(id)).collect())
}
