//! Another person is the one who asked; the organisation follows the person.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field, set_organization, set_team::text, store as rows};
use crate::Error;

/// Makes another person the requester of an item and their organisation its organisation.
///
/// # Errors
/// [`Error::Invalid`] when there is no such person.
pub fn set_requester(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    requester: i64,
) -> Result<Item, Error> {
    let known = rows::person(tx, requester)?.ok_or_else(|| Error::invalid("requester", "there is no such person"))?;
    change(tx, scope, item, expected_version, |_, item| {
        if item.requester == Some(requester) {
            return Ok(None);
        }
        let from = item.requester.replace(requester);
        Ok(Some(Decision::internal(field("requester", text(from), text(Some(requester))))))
    })?;
    match known.organization {
        Some(_) => set_organization(tx, scope, item, None, known.organization),
        None => super::get(tx, scope, item),
    }
}
