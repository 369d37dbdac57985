//! An administrator changes a queue; keys that were given stay as they are.

use base::Scope;
use events::{Event, NewEvent};
use store::Tx;

use super::{Queue, QueueData, store as rows};
use crate::Error;

/// Changes a queue.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but administrators; [`Error::NotFound`]; [`Error::Invalid`] as when making one.
pub fn change(tx: &mut Tx, scope: &Scope, id: i64, data: QueueData) -> Result<Queue, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let data = data.checked()?;
    let before = rows::by_id(tx, id)?.ok_or(Error::NotFound)?;
    if rows::by_name(tx, &data.name)?.is_some_and(|other| other.id != id) {
        return Err(Error::invalid("name", "there is a queue of this name already"));
    }
    let queue = Queue {
        name: data.name,
        key_prefix: data.key_prefix,
        team: data.team,
        reopen_days: data.reopen_days,
        ..before
    };
    rows::save(tx, &queue)?;
    let event = Event::QueueChanged { name: queue.name.clone() };
    tx.append(NewEvent::of("queue", id, event), scope.actor())?;
    Ok(queue)
}
