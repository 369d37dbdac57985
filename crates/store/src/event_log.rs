//! The event table: appended in the writer's transaction, read by number, by item or by subject.

use std::sync::atomic::Ordering;

use base::{Actor, Scope, Sees};
use events::{Event, NewEvent, Recorded, Visibility};

use crate::{Engine, Error, Row, Tx, Value, connection::Connection, identity, params, signals::Shared};

crate::statements! {
    INSERT_NUMBERED = "INSERT INTO store_event (id, number, at, actor, actor_person, subject, subject_id, item,
        organization, requester, visibility, kind, data)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    AFTER = "SELECT id, number, at, actor, actor_person, subject, subject_id, item, organization, requester,
        visibility, kind, data FROM store_event
        WHERE number > $1 ORDER BY number LIMIT $2";
    OF_ITEM = "SELECT id, number, at, actor, actor_person, subject, subject_id, item, organization, requester,
        visibility, kind, data FROM store_event
        WHERE item = $1 AND id > $2 ORDER BY id LIMIT $3";
    OF_SUBJECT = "SELECT id, number, at, actor, actor_person, subject, subject_id, item, organization, requester,
        visibility, kind, data FROM store_event
        WHERE subject = $1 AND subject_id = $2 AND item IS NULL ORDER BY id DESC LIMIT $3";
    LATEST = "SELECT id, number, at, actor, actor_person, subject, subject_id, item, organization, requester,
        visibility, kind, data FROM store_event
        WHERE number < $1 ORDER BY number DESC LIMIT $2";
    BY_ID = "SELECT id, number, at, actor, actor_person, subject, subject_id, item, organization, requester,
        visibility, kind, data FROM store_event WHERE id = $1";
    pub(crate) NUMBER_ROWS = "UPDATE store_event SET number = fresh.number
        FROM (SELECT id, (SELECT COALESCE(MAX(number), 0) FROM store_event) + row_number() OVER (ORDER BY id)
                AS number
              FROM store_event WHERE number IS NULL ORDER BY id LIMIT 5000) AS fresh
        WHERE store_event.id = fresh.id AND store_event.number IS NULL";
    pub(crate) LAST_NUMBER = "SELECT COALESCE(MAX(number), 0) FROM store_event";
}

/// PostgreSQL takes the id from a sequence at this very moment, so that ids follow the order in which
/// transactions got their locks; the sequencer numbers committed rows in that order.
const INSERT_POSTGRES: &str = "INSERT INTO store_event (id, at, actor, actor_person, subject, subject_id, item,
    organization, requester, visibility, kind, data)
    VALUES (nextval('store_event_id'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) RETURNING id";

pub(crate) fn insert(
    connection: &mut dyn Connection,
    shared: &Shared,
    new: NewEvent,
    actor: Actor,
) -> Result<Recorded, Error> {
    let (kind, data) = new.event.parts();
    let mut recorded = Recorded {
        number: None,
        id: 0,
        at: shared.world.now(),
        actor: actor.label(),
        actor_person: actor.person(),
        subject: new.subject.to_owned(),
        subject_id: new.subject_id,
        item: new.item,
        organization: new.organization,
        requester: new.requester,
        visibility: new.visibility,
        event: new.event,
    };
    let values = values(&recorded, kind, data);
    match connection.engine() {
        Engine::Sqlite => {
            recorded.id = identity::next(connection, shared)?;
            let number = shared.last_number.fetch_add(1, Ordering::SeqCst) + 1;
            recorded.number = Some(number);
            connection.execute(INSERT_NUMBERED, &[params![recorded.id, number], &values].concat())?;
        }
        Engine::Postgres => {
            let rows = connection.query(INSERT_POSTGRES, &values)?;
            recorded.id = rows.first().ok_or(Error::NotFound)?.get(0)?;
        }
    }
    Ok(recorded)
}

/// The columns from `at` on, in the order of both statements.
fn values(event: &Recorded, kind: String, data: String) -> Vec<Value> {
    let tail = params![event.visibility.as_str(), kind, data];
    let head = params![
        event.at,
        &event.actor,
        event.actor_person,
        &event.subject,
        event.subject_id,
        event.item,
        event.organization,
        event.requester
    ];
    [head, tail].concat()
}

fn read(row: &Row) -> Result<Recorded, Error> {
    let kind: String = row.get(11)?;
    let data: String = row.get(12)?;
    let event = Event::from_parts(&kind, &data)
        .map_err(|error| Error::Mismatch(format!("the event {kind} cannot be read: {error}")))?;
    Ok(Recorded {
        id: row.get(0)?,
        number: row.get(1)?,
        at: row.get(2)?,
        actor: row.get(3)?,
        actor_person: row.get(4)?,
        subject: row.get(5)?,
        subject_id: row.get(6)?,
        item: row.get(7)?,
        organization: row.get(8)?,
        requester: row.get(9)?,
        visibility: Visibility::parse(&row.get::<String>(10)?),
        event,
    })
}

/// Whether a scope may learn of an event.
#[must_use]
pub fn may_see(scope: &Scope, event: &Recorded) -> bool {
    match scope.sees() {
        Sees::Everything => event.visibility != Visibility::System || scope.is_admin(),
        Sees::Own { person, organizations } => {
            event.visibility == Visibility::Public
                && (event.requester == Some(person)
                    || event.organization.is_some_and(|organization| organizations.contains(&organization)))
        }
    }
}

/// At most `limit` events after `number`, in the order of commits, unfiltered: the caller filters
/// with [`may_see`] and keeps the last number it read as its cursor.
///
/// # Errors
/// When the database fails.
pub fn after(tx: &mut Tx<'_>, number: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    tx.query(AFTER, params![number, limit], read)
}

/// At most `limit` events of an item after the event `after_id`, oldest first, as far as the scope sees.
///
/// # Errors
/// When the database fails.
pub fn of_item(tx: &mut Tx<'_>, scope: &Scope, item: i64, after_id: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    let mut found = tx.query(OF_ITEM, params![item, after_id, limit], read)?;
    found.retain(|event| may_see(scope, event));
    Ok(found)
}

/// The newest events about a person, an organisation, a mailbox …
///
/// # Errors
/// When the database fails.
pub fn of_subject(tx: &mut Tx<'_>, scope: &Scope, subject: &str, id: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    let mut found = tx.query(OF_SUBJECT, params![subject, id, limit], read)?;
    found.retain(|event| may_see(scope, event));
    Ok(found)
}

/// The newest events before `number` (the audit list), newest first.
///
/// # Errors
/// When the database fails.
pub fn latest(tx: &mut Tx<'_>, scope: &Scope, before: i64, limit: i64) -> Result<Vec<Recorded>, Error> {
    let mut found = tx.query(LATEST, params![before, limit], read)?;
    found.retain(|event| may_see(scope, event));
    Ok(found)
}

/// One event by its id.
///
/// # Errors
/// [`Error::NotFound`] when there is none.
pub fn get(tx: &mut Tx<'_>, id: i64) -> Result<Recorded, Error> {
    tx.query_one(BY_ID, params![id], read)
}

/// The number of the newest numbered event.
///
/// # Errors
/// When the database fails.
pub fn last_number(tx: &mut Tx<'_>) -> Result<i64, Error> {
    tx.query_one(LAST_NUMBER, &[], |row| row.get(0))
}
