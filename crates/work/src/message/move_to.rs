//! A message that belongs to another item goes there, with its files. It becomes the last one there; both items tell.

use base::Scope;
use events::Event;
use store::Tx;

use super::{Message, first_response, store as rows};
use crate::item::{Decision, Item, Need, change_as, load, store::hold};
use crate::{Error, Visibility};

/// Moves a message to another item.
///
/// # Errors
/// [`Error::NotFound`] when the message or the item is not there; [`Error::Forbidden`] for whoever may not write;
/// [`Error::Invalid`] when it is there already, or when customers would see what was never meant for them.
pub fn move_to(tx: &mut Tx, scope: &Scope, message: i64, target: i64) -> Result<Message, Error> {
    let moving = movable(tx, scope, message)?;
    hold(tx, moving.item, target)?;
    let from = load(tx, scope, Need::Write, moving.item)?;
    let into = load(tx, scope, Need::Write, target)?;
    if from.id == into.id {
        return Err(Error::invalid("to", format!("the message is on {} already", into.key)));
    }
    if from.visibility == Visibility::Internal && into.visibility == Visibility::Public {
        return Err(Error::invalid("to", format!("{} is internal, and customers see {}", from.key, into.key)));
    }
    rows::note_move(tx, &moving, into.id)?;
    put(tx, scope, &moving, (&from, &into), None)?;
    super::get(tx, scope, message)
}

/// A message of which the scope may say where it belongs.
pub(super) fn movable(tx: &mut Tx, scope: &Scope, message: i64) -> Result<Message, Error> {
    let found = super::get(tx, scope, message)?;
    if scope.may_write() { Ok(found) } else { Err(Error::Forbidden) }
}

/// Puts a message to `position` of the other item, or behind its last one.
pub(super) fn put(
    tx: &mut Tx,
    scope: &Scope,
    message: &Message,
    (from, into): (&Item, &Item),
    position: Option<i64>,
) -> Result<(), Error> {
    if !rows::put(tx, message, into.id, position.unwrap_or(into.message_count + 1))? {
        return Err(Error::NotFound);
    }
    let event = Event::MessageMoved {
        message: message.id,
        source: from.id,
        source_key: from.key.clone(),
        target: into.id,
        target_key: into.key.clone(),
    };
    for item in [from, into] {
        let comes_last = item.id == into.id && position.is_none();
        change_as(tx, scope, Need::Restore, (item.id, None), |tx, item| {
            item.message_count += i64::from(comes_last);
            item.first_response_at = first_response(tx, item)?;
            Ok(Some(Decision::moved(event.clone(), message.id)))
        })?;
    }
    Ok(())
}
