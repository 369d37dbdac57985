//! The organisation decides which customers may see an item beside the requester and the watchers.

use base::Scope;
use store::Tx;

use super::{Decision, Item, change, change::field, set_team::text};
use crate::Error;

/// Gives an item to an organisation, or to none.
///
/// # Errors
/// [`store::Error::Conflict`] when there is no such organisation.
pub fn set_organization(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    organization: Option<i64>,
) -> Result<Item, Error> {
    change(tx, scope, item, expected_version, |_, item| {
        if item.organization == organization {
            return Ok(None);
        }
        let from = std::mem::replace(&mut item.organization, organization);
        Ok(Some(Decision::internal(field("organization", text(from), text(organization)))))
    })
}
