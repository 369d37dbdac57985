//! Everybody may know which statuses a kind has.

use base::Scope;
use store::Tx;

use super::{Status, store as rows};
use crate::{Category, Error, Kind};

/// The statuses of a kind in their order.
///
/// # Errors
/// When the store fails.
pub fn list(tx: &mut Tx, _scope: &Scope, kind: Kind) -> Result<Vec<Status>, Error> {
    rows::of_kind(tx, kind)
}

/// The status of that name, whatever the case.
pub(crate) fn named(tx: &mut Tx, kind: Kind, name: &str) -> Result<Status, Error> {
    if let Some(status) = rows::by_name(tx, kind, name)? {
        return Ok(status);
    }
    let known: Vec<String> = rows::of_kind(tx, kind)?.into_iter().map(|status| status.name).collect();
    Err(Error::invalid("status", format!("a {kind} has no such status; possible are {}", known.join(", "))))
}

/// What a new item of the kind gets.
pub(crate) fn first(tx: &mut Tx, kind: Kind) -> Result<Status, Error> {
    in_category(tx, kind, &[Category::Triage, Category::Todo, Category::Doing])
}

/// The kind's first status of the first of these categories that has one.
pub(crate) fn in_category(tx: &mut Tx, kind: Kind, categories: &[Category]) -> Result<Status, Error> {
    let statuses = rows::of_kind(tx, kind)?;
    categories
        .iter()
        .find_map(|category| statuses.iter().find(|status| status.category == *category))
        .cloned()
        .ok_or_else(|| Error::invalid("status", format!("a {kind} has no status that fits")))
}
