//! Every change of an item takes the same five steps: load, check, decide, save if nobody was faster, tell.

use base::{Scope, Sees, Timestamp};
use events::{Event, NewEvent, Visibility};
use store::Tx;

use super::{Item, store as rows};
use crate::Error;

/// How often a change without an expected version starts again because somebody else was faster.
const ATTEMPTS: usize = 64;

/// What whoever asks must be allowed to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// Change the item: the system, admins and agents.
    Write,
    /// Add a message: customers too, on items they may see.
    Speak,
    /// Change the item even if it lies in the recycle bin.
    Restore,
}

/// What a verb decided: the event to append and who may know of it.
#[derive(Debug)]
pub(crate) struct Decision {
    event: Event,
    visibility: Visibility,
    subject: Option<(&'static str, i64)>,
    at: Option<Timestamp>,
    only_message: bool,
}

impl Decision {
    /// A change that customers who may see the item may know of.
    pub(crate) const fn public(event: Event) -> Self {
        Self { event, visibility: Visibility::Public, subject: None, at: None, only_message: false }
    }

    /// A change that staff alone may know of.
    pub(crate) const fn internal(event: Event) -> Self {
        Self { event, visibility: Visibility::Internal, subject: None, at: None, only_message: false }
    }

    /// A message came from another item or went to one: the event is about the message.
    pub(crate) const fn moved(event: Event, message: i64) -> Self {
        let subject = Some(("message", message));
        Self { event, visibility: Visibility::Internal, subject, at: None, only_message: true }
    }

    /// A message was added at an instant: the event is about the message.
    pub(crate) fn message(event: Event, message: i64, visibility: crate::Visibility, at: Timestamp) -> Self {
        let visibility = visibility.of_events();
        Self { event, visibility, subject: Some(("message", message)), at: Some(at), only_message: true }
    }
}

/// Changes an item for somebody who may write. `decide` alters the item and says what happened, or answers none when
/// nothing changes. It must only read: it runs again when somebody else was faster and no version was expected.
pub(crate) fn change(
    tx: &mut Tx,
    scope: &Scope,
    id: i64,
    expected: Option<i64>,
    decide: impl Fn(&mut Tx, &mut Item) -> Result<Option<Decision>, Error>,
) -> Result<Item, Error> {
    change_as(tx, scope, Need::Write, (id, expected), decide).map(|item| item.seen_by(scope))
}

/// As [`change`], with what is needed said; answers the whole item.
pub(crate) fn change_as(
    tx: &mut Tx,
    scope: &Scope,
    need: Need,
    (id, expected): (i64, Option<i64>),
    decide: impl Fn(&mut Tx, &mut Item) -> Result<Option<Decision>, Error>,
) -> Result<Item, Error> {
    for _ in 0..ATTEMPTS {
        let before = load(tx, scope, need, id)?;
        if expected.is_some_and(|version| version != before.version) {
            return Err(Error::Stale { current: before.version });
        }
        let mut after = before.clone();
        let Some(decision) = decide(tx, &mut after)? else {
            return Ok(before);
        };
        after.version = before.version + 1;
        after.updated_at = rows::later(before.updated_at, decision.at.unwrap_or_else(|| tx.now()));
        let save = if decision.only_message { rows::save_message } else { rows::save };
        if save(tx, before.version, &after)? {
            tell(tx, scope, &after, decision)?;
            return Ok(after);
        }
        if expected.is_some() {
            break;
        }
    }
    Err(Error::Stale { current: rows::version(tx, id)? })
}

fn tell(tx: &mut Tx, scope: &Scope, item: &Item, decision: Decision) -> Result<(), Error> {
    let (subject, subject_id) = decision.subject.unwrap_or(("item", item.id));
    append(tx, scope, item, NewEvent::of(subject, subject_id, decision.event).visibility(decision.visibility))
}

/// Appends an event about an item; an internal item has no public events.
pub(crate) fn append(tx: &mut Tx, scope: &Scope, item: &Item, event: NewEvent) -> Result<(), Error> {
    let visibility = match item.visibility {
        crate::Visibility::Internal if event.visibility == Visibility::Public => Visibility::Internal,
        _ => event.visibility,
    };
    let event = event.item(item.id).organization(item.organization).requester(item.requester).visibility(visibility);
    tx.append(event, scope.actor())?;
    Ok(())
}

/// Loads an item that the scope may see and of which it may do what is needed; the recycle bin is closed to all but
/// [`Need::Restore`].
pub(crate) fn load(tx: &mut Tx, scope: &Scope, need: Need, id: i64) -> Result<Item, Error> {
    let item = visible(tx, scope, id)?;
    if item.deleted_at.is_some() && need != Need::Restore {
        return Err(Error::NotFound);
    }
    let allowed = match need {
        Need::Write | Need::Restore => scope.may_write(),
        Need::Speak => scope.may_write() || !scope.is_staff(),
    };
    if allowed { Ok(item) } else { Err(Error::Forbidden) }
}

/// Loads an item that the scope may see; staff see the recycle bin too.
pub(crate) fn visible(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Item, Error> {
    let item = rows::by_id(tx, id)?.ok_or(Error::NotFound)?;
    let Sees::Own { person, organizations } = scope.sees() else {
        return Ok(item);
    };
    if item.visibility != crate::Visibility::Public || item.deleted_at.is_some() {
        return Err(Error::NotFound);
    }
    let own = item.requester == Some(person)
        || item.organization.is_some_and(|organization| organizations.contains(&organization))
        || rows::watches(tx, id, person)?;
    if own { Ok(item) } else { Err(Error::NotFound) }
}

/// The event of a plain field that changed.
pub(super) fn field(name: &str, from: Option<String>, to: Option<String>) -> Event {
    Event::ItemFieldChanged { field: name.to_owned(), from, to }
}
