//! An item moves to another queue; its key stays, and the new queue's team takes over if it has one.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field};
use crate::{Error, queue};

/// Moves an item to a queue, or out of every queue. The event names the queues.
///
/// # Errors
/// [`Error::Invalid`] when there is no such queue.
pub fn move_queue(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    queue: Option<i64>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |tx, item| {
        if item.queue == queue {
            return Ok(None);
        }
        let next = queue.map(|id| queue::existing(tx, id)).transpose()?;
        let before = item.queue.map(|id| queue::existing(tx, id)).transpose()?;
        item.queue = queue;
        item.team = next.as_ref().and_then(|queue| queue.team).or(item.team);
        Ok(Some(Decision::internal(field("queue", before.map(|queue| queue.name), next.map(|queue| queue.name)))))
    })
}
