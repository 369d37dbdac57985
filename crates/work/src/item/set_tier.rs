//! Functional escalation: ownership goes to another tier with a hand-over note; clocks go on.

use base::Scope;
use store::Tx;

use super::{Decision, Item, assign, change, change::field, set_team::text};
use crate::{Error, NewMessage, limits, message};

/// Moves an item to tier 1 to 4. The hand-over note becomes an internal message, and nobody owns the item until
/// somebody of the tier takes it.
///
/// # Errors
/// [`Error::Invalid`] when the tier lies outside or is the one it has, or the note is empty.
pub fn set_tier(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    tier: i64,
    note: &str,
) -> Result<Item, Error> {
    limits::range("tier", tier, 1, 4)?;
    if note.trim().is_empty() {
        return Err(Error::invalid("note", "say what the next tier needs to know"));
    }
    change(tx, scope, item, expected_version, |_, item| {
        if item.tier == Some(tier) {
            return Err(Error::invalid("tier", format!("it is at tier {tier} already")));
        }
        let from = item.tier.replace(tier);
        Ok(Some(Decision::internal(field("tier", text(from), text(Some(tier))))))
    })?;
    assign(tx, scope, item, None, None)?;
    let author = message::Author::of(tx, scope)?;
    message::add(tx, scope, NewMessage::note(item, author, note))?;
    super::get(tx, scope, item)
}
