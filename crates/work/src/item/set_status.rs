//! The status of an item changes only along the ways that its category allows.
//!
//! Entering a resolved status sets the solved instant, leaving it for work takes it away again; closing and canceling
//! set the closed instant. Rules of single kinds that need more than the category (a bug is not closed as fixed
//! without a fix release; a ticket about a bug is not resolved before the rollout at its customer) belong into
//! [`guard`], the one place that every way into a new status passes.

use base::{Scope, Timestamp};
use events::Event;
use store::Tx;

use super::{Decision, Item, change};
use crate::{Category, Error, WaitingOn, status, status::Status};

/// Gives an item the status of that name of its kind. `waiting_on` counts only for a waiting status; without it an
/// item that begins to wait waits for the customer.
///
/// # Errors
/// [`Error::Transition`] when the way is not allowed; [`Error::Invalid`] when the kind has no such status.
pub fn set_status(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    name: &str,
    waiting_on: Option<WaitingOn>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        let status = status::named(tx, item.kind, name)?;
        if !item.category.may_become(status.category) {
            return Err(Error::Transition { from: item.status.clone(), to: status.name });
        }
        guard(item, &status)?;
        Ok(enter(item, status, waiting_on, tx.now()))
    })
}

/// Rules of single kinds that a new status must pass. None is needed yet: releases and rollouts do not exist.
pub(super) const fn guard(_item: &Item, _next: &Status) -> Result<(), Error> {
    Ok(())
}

/// Puts an item into a status; none when it is there already.
pub(super) fn enter(item: &mut Item, next: Status, waiting_on: Option<WaitingOn>, now: Timestamp) -> Option<Decision> {
    let waits = next.category == Category::Waiting;
    let waiting_on = waits.then(|| waiting_on.or(item.waiting_on).unwrap_or(WaitingOn::Customer));
    if item.status == next.name && item.category == next.category && item.waiting_on == waiting_on {
        return None;
    }
    let event = Event::ItemStatusChanged {
        from: std::mem::replace(&mut item.status, next.name.clone()),
        to: next.name,
        category_from: item.category.as_str().to_owned(),
        category_to: next.category.as_str().to_owned(),
        waiting_on: waiting_on.map(|party| party.as_str().to_owned()),
    };
    item.waiting_on = waiting_on;
    stamp(item, next.category, now);
    item.category = next.category;
    Some(Decision::public(event))
}

/// Keeps the solved and the closed instant true for the category that comes next.
pub(super) fn stamp(item: &mut Item, next: Category, now: Timestamp) {
    match next {
        Category::Resolved => {
            item.solved_at = item.solved_at.filter(|_| item.category == Category::Resolved).or(Some(now));
            item.closed_at = None;
        }
        Category::Closed | Category::Canceled => item.closed_at = item.closed_at.or(Some(now)),
        Category::Triage | Category::Todo | Category::Doing | Category::Waiting => {
            item.solved_at = None;
            item.closed_at = None;
        }
    }
}
