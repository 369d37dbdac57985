//! What an item is, and what of it a customer may know.

use base::{Scope, Sees, Timestamp};
use serde::Serialize;

use crate::{Category, Channel, Kind, Visibility, WaitingOn};

/// An item as its reader may see it: for a customer the internal fields are empty ([`Item::seen_by`]).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// Never changes.
    pub id: i64,
    /// `SUP-12`; never changes. Further keys may lead to the item too.
    pub key: String,
    /// What it is.
    pub kind: Kind,
    /// 1 to 300 characters on one line.
    pub title: String,
    /// The status by its name.
    pub status: String,
    /// What the status means.
    #[serde(rename = "status_category")]
    pub category: Category,
    /// Whom it waits for, while it waits.
    pub waiting_on: Option<WaitingOn>,
    /// 1 whole organisation, 2 service or site, 3 user.
    pub impact: Option<i64>,
    /// 1 critical to 4 low.
    pub urgency: Option<i64>,
    /// 1 most pressing to 4.
    pub priority: i64,
    /// Support tier 1 to 4.
    pub tier: Option<i64>,
    /// The team that works on it.
    pub team: Option<i64>,
    /// The queue it lies in.
    pub queue: Option<i64>,
    /// Who works on it.
    pub assignee: Option<i64>,
    /// Who asked.
    pub requester: Option<i64>,
    /// The customer's organisation.
    pub organization: Option<i64>,
    /// The line of the contract that covers it.
    pub contract_line: Option<i64>,
    /// What it is about.
    pub asset: Option<i64>,
    /// The item it is a part of.
    pub parent: Option<i64>,
    /// The release that contains the fix.
    pub fix_release: Option<i64>,
    /// When it is due.
    pub due_at: Option<Timestamp>,
    /// Place on a board, compared as text.
    pub rank: Option<String>,
    /// Whether customers may see it at all.
    pub visibility: Visibility,
    /// How it came in.
    pub channel: Channel,
    /// Grows by one with every change; for optimistic locking.
    pub version: i64,
    /// How many messages it ever got, internal ones included; the position of the last one.
    pub message_count: i64,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The first public human message of staff.
    pub first_response_at: Option<Timestamp>,
    /// When it was resolved; empty again after a reopening.
    pub solved_at: Option<Timestamp>,
    /// When it was closed or canceled; empty again after a reopening.
    pub closed_at: Option<Timestamp>,
    /// When it went to the recycle bin.
    pub deleted_at: Option<Timestamp>,
    /// The item that it became a part of; its keys lead there.
    pub merged_into: Option<i64>,
    /// Data of its kind, a JSON object.
    pub data: serde_json::Value,
}

impl Item {
    /// Somebody still has to do something, and it is not in the recycle bin.
    #[must_use]
    pub const fn is_active(&self) -> bool {
        self.category.is_active() && self.deleted_at.is_none()
    }

    /// The item as this scope may know it. Every reader and verb answers through here, so that no page or
    /// interface can show a customer what is internal.
    #[must_use]
    pub fn seen_by(mut self, scope: &Scope) -> Self {
        if scope.sees() == Sees::Everything {
            return self;
        }
        self.impact = None;
        self.urgency = None;
        self.tier = None;
        self.team = None;
        self.queue = None;
        self.contract_line = None;
        self.parent = None;
        self.rank = None;
        self.data = serde_json::Value::Object(serde_json::Map::new());
        if self.waiting_on != Some(WaitingOn::Customer) {
            self.waiting_on = None;
        }
        self
    }
}
