//! A team works on an item, whoever of it owns it.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field};
use crate::Error;

/// Gives an item to a team, or to none.
///
/// # Errors
/// [`store::Error::Conflict`] when there is no such team.
pub fn set_team(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    team: Option<i64>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |_, item| {
        if item.team == team {
            return Ok(None);
        }
        let from = std::mem::replace(&mut item.team, team);
        Ok(Some(Decision::internal(field("team", text(from), text(team)))))
    })
}

pub(super) fn text(id: Option<i64>) -> Option<String> {
    id.map(|id| id.to_string())
}
