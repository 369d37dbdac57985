//! An item can have further keys, for example the ones it had in the tool it came from; each resolves for ever.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Decision, Item, change, key, store as rows};
use crate::Error;

/// Ties a further key to an item. The counter of the key's prefix moves past it, so that no new item gets it.
///
/// # Errors
/// [`Error::Invalid`] when the key cannot be one or belongs to another item.
pub fn add_key(
    tx: &mut Tx,
    scope: &Scope,
    item: i64,
    expected_version: Option<i64>,
    asked: &str,
) -> Result<Item, Error> {
    let (key, usual) = key::checked(asked)?;
    let changed = change(tx, scope, item, expected_version, |tx, item| match rows::item_of_key(tx, &key)? {
        Some(owner) if owner == item.id => Ok(None),
        Some(_) => Err(taken(&key)),
        None => Ok(Some(Decision::internal(Event::ItemFieldChanged {
            field: "keys".into(),
            from: None,
            to: Some(key.clone()),
        }))),
    })?;
    if let Some((prefix, number)) = usual {
        rows::raise_number(tx, &prefix, number)?;
    }
    if !rows::insert_key(tx, &key, item)? && rows::item_of_key(tx, &key)? != Some(item) {
        return Err(taken(&key));
    }
    Ok(changed)
}

fn taken(key: &str) -> Error {
    Error::invalid("key", format!("{key} leads to another item already"))
}
