//! An administrator makes a queue; its name is unique, and queues may share a key prefix.

use base::Scope;
use events::{Event, NewEvent};
use store::Tx;

use super::{Queue, QueueData, store as rows};
use crate::Error;

/// Makes a queue, behind the ones that exist.
///
/// # Errors
/// [`Error::Forbidden`] for anybody but administrators; [`Error::Invalid`] for a name that exists or a bad prefix.
pub fn create(tx: &mut Tx, scope: &Scope, data: QueueData) -> Result<Queue, Error> {
    if !scope.is_admin() {
        return Err(Error::Forbidden);
    }
    let data = data.checked()?;
    if rows::by_name(tx, &data.name)?.is_some() {
        return Err(Error::invalid("name", "there is a queue of this name already"));
    }
    let position = rows::all(tx)?.last().map_or(1, |last| last.position + 1);
    let queue = Queue {
        id: tx.new_id()?,
        name: data.name,
        key_prefix: data.key_prefix,
        team: data.team,
        reopen_days: data.reopen_days,
        position,
        created_at: tx.now(),
    };
    rows::insert(tx, &queue)?;
    let event = Event::QueueChanged { name: queue.name.clone() };
    tx.append(NewEvent::of("queue", queue.id, event), scope.actor())?;
    Ok(queue)
}
