//! Priority follows from impact and urgency; it can be set by hand, and every override is in the event with its reason.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, change};
use crate::{Error, limits, priority};

/// Sets the priority by hand, 1 (most pressing) to 4.
///
/// # Errors
/// [`Error::Invalid`] when the number lies outside or the reason is too long.
pub fn set_priority(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    priority: i64,
    reason: Option<&str>,
) -> Result<Item, Error> {
    limits::range("priority", priority, 1, 4)?;
    let reason = reason.map(|reason| limits::line("reason", reason, limits::REASON)).transpose()?;
    change(tx, scope, item, expected_version, |_, item| Ok(prioritize(item, priority, reason.clone())))
}

/// Rates impact (1 whole organisation to 3 user) and urgency (1 critical to 4 low); the priority follows.
///
/// # Errors
/// [`Error::Invalid`] when a number lies outside.
pub fn rate(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    (impact, urgency): (i64, i64),
) -> Result<Item, Error> {
    limits::range("impact", impact, 1, 3)?;
    limits::range("urgency", urgency, 1, 4)?;
    change(tx, scope, item, expected_version, |tx, item| {
        if (item.impact, item.urgency) == (Some(impact), Some(urgency)) {
            return Ok(None);
        }
        (item.impact, item.urgency) = (Some(impact), Some(urgency));
        let priority = priority::of(tx, impact, urgency)?;
        let from = std::mem::replace(&mut item.priority, priority);
        let reason = Some(format!("impact {impact}, urgency {urgency}"));
        Ok(Some(Decision::internal(Event::ItemPriorityChanged { from, to: priority, reason })))
    })
}

fn prioritize(item: &mut Item, priority: i64, reason: Option<String>) -> Option<Decision> {
    if item.priority == priority {
        return None;
    }
    let from = std::mem::replace(&mut item.priority, priority);
    Some(Decision::internal(Event::ItemPriorityChanged { from, to: priority, reason }))
}
