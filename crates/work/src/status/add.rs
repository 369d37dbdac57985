//! An administrator may add statuses to a kind; what they mean is one of the seven categories.

use base::{Scope, text};
use events::{Event, NewEvent};
use store::Tx;

use super::{Status, store as rows};
use crate::{Category, Error, Kind, limits};

/// Adds a status to a kind, behind the ones it has.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but administrators; [`Error::Invalid`] when the name exists.
pub fn add(tx: &mut Tx, scope: &Scope, kind: Kind, name: &str, category: Category) -> Result<Status, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let name = limits::line("name", name, limits::NAME)?;
    let known = rows::of_kind(tx, kind)?;
    if known.iter().any(|status| text::fold(&status.name) == text::fold(&name)) {
        return Err(Error::invalid("name", format!("a {kind} has a status of this name already")));
    }
    let position = known.last().map_or(1, |last| last.position + 1);
    let status = Status { id: tx.new_id()?, kind, name, category, position };
    rows::insert(tx, &status)?;
    let event = Event::StatusAdded {
        item_kind: kind.as_str().to_owned(),
        name: status.name.clone(),
        category: category.as_str().to_owned(),
    };
    tx.append(NewEvent::of("status", status.id, event), scope.actor())?;
    Ok(status)
}
