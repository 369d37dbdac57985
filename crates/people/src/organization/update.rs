//! Name and sharing of an organisation change for everybody at once; agents may do it.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::{Tx, params};

use super::{Organization, create::checked_name, read, store as sql};
use crate::{Error, Flaw, Result, authority};

/// What changes; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// The name.
    pub name: Option<String>,
    /// Whether its people see what their colleagues asked.
    pub shares_items: Option<bool>,
}

/// Changes an organisation; with `expected` only if that is still its version.
///
/// # Errors
/// When the name breaks a rule, the version is another, or the scope may not write.
pub fn update(
    tx: &mut Tx<'_>,
    scope: &Scope,
    id: i64,
    expected: Option<i64>,
    changes: Changes,
) -> Result<Organization> {
    let before = read::get(tx, scope, id)?;
    authority::require_write(scope)?;
    let name = changes.name.map_or_else(|| Ok(before.name.clone()), |name| checked_name(&name))?;
    let shares_items = changes.shares_items.unwrap_or(before.shares_items);
    let fold = text::fold(&name);
    if tx.query_optional(sql::NAME_TAKEN, params![&fold, id], |row| row.get::<i64>(0))?.is_some() {
        return Err(Error::invalid("name", Flaw::Taken));
    }
    let version = expected.unwrap_or(before.version);
    let values = params![&name, fold, shares_items, tx.now(), id, version];
    if tx.execute(sql::UPDATE, values)? == 0 {
        return Err(Error::Stale { current: before.version });
    }
    let mut fields = Vec::new();
    fields.extend((name != before.name).then(|| "name".to_owned()));
    fields.extend((shares_items != before.shares_items).then(|| "shares_items".to_owned()));
    let event = NewEvent::of("organization", id, Event::OrganizationChanged { fields });
    tx.append(event.organization(Some(id)), scope.actor())?;
    read::by_id(tx, id)
}
