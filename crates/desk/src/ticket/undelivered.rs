//! An address that our mail does not reach becomes a task, one for each address, linked to every ticket it concerns.
//! A ticket is marked as long as its task is open.

use base::Scope;
use mail::outbox::{self, Delivery, DeliveryState};
use store::{Tx, Value, params};
use ui::Ui;
use work::{Author, Category, Item, Kind, LinkKind, NewItem, NewMessage};

use crate::Error;

store::statements! {
    // Two failures of one address at once: the second waits here until the first has its task.
    HOLD = "INSERT INTO desk_undelivered_address (address_fold) VALUES ($1)
        ON CONFLICT (address_fold) DO UPDATE SET address_fold = excluded.address_fold";
    TASK = "SELECT u.task FROM desk_undelivered u JOIN work_item t ON t.id = u.task
        WHERE u.address_fold = $1 AND t.active ORDER BY u.id DESC LIMIT 1";
    NOTE = "INSERT INTO desk_undelivered (id, address_fold, item, task, at) VALUES ($1, $2, $3, $4, $5)
        ON CONFLICT (address_fold, item) DO UPDATE SET task = excluded.task, at = excluded.at";
    MARKED = "SELECT DISTINCT u.item FROM desk_undelivered u JOIN work_item t ON t.id = u.task
        WHERE u.item IN {list $1} AND t.active";
}

/// Raises the task of a delivery that failed for good or was called unwanted, or links the open one. Doing it twice
/// does it once.
///
/// # Errors
/// When the database fails.
pub fn raise(tx: &mut Tx<'_>, scope: &Scope, ui: &Ui, delivery: &Delivery) -> Result<Option<Item>, Error> {
    let failed = matches!(delivery.state, DeliveryState::FailedHard | DeliveryState::Complained);
    if !failed {
        return Ok(None);
    }
    let Some(ticket) = ticket_of(tx, scope, delivery)? else { return Ok(None) };
    let fold = mail::parse::addresses::fold(&delivery.address);
    tx.execute(HOLD, params![&fold])?;
    let task = match tx.query_optional(TASK, params![&fold], |row| row.get::<i64>(0))? {
        Some(task) => work::item::get(tx, scope, task)?,
        None => task(tx, scope, ui, (&ticket, delivery))?,
    };
    work::item::link(tx, scope, task.id, LinkKind::Relates, ticket.id)?;
    let (id, now) = (tx.new_id()?, tx.now());
    tx.execute(NOTE, params![id, fold, ticket.id, task.id, now])?;
    Ok(Some(task))
}

/// The ticket that has the message of a delivery now, else the one that its mail belongs to; none when it is gone.
///
/// # Errors
/// When the database fails.
pub fn ticket_of(tx: &mut Tx<'_>, scope: &Scope, delivery: &Delivery) -> Result<Option<Item>, Error> {
    let message = match delivery.message.map(|message| work::message::get(tx, scope, message)) {
        Some(Ok(message)) => Some(message.item),
        Some(Err(work::Error::NotFound)) | None => None,
        Some(Err(error)) => return Err(error.into()),
    };
    match message.or(delivery.thread).map(|item| work::item::current(tx, scope, item)) {
        Some(Ok(ticket)) => Ok(Some(ticket).filter(|ticket| ticket.deleted_at.is_none())),
        Some(Err(work::Error::NotFound)) | None => Ok(None),
        Some(Err(error)) => Err(error.into()),
    }
}

/// A task for whoever works on the ticket.
fn task(tx: &mut Tx<'_>, scope: &Scope, ui: &Ui, (ticket, delivery): (&Item, &Delivery)) -> Result<Item, Error> {
    let agents = people::person::agents(tx, scope)?;
    let assignee = agents.into_iter().find(|agent| Some(agent.id) == ticket.assignee);
    let locale = assignee.as_ref().and_then(|agent| agent.locale.clone()).unwrap_or_else(|| "en".to_owned());
    let reason = delivery.reason.clone().unwrap_or_else(|| delivery.state.as_str().to_owned());
    let say = |key: &str| {
        let arguments = [("address", delivery.address.as_str().into()), ("reason", reason.as_str().into())];
        ui.text(&locale, key, &arguments).unwrap_or_else(|_| delivery.address.clone())
    };
    let mut new = NewItem::new(Kind::Task, say("desk-task-undelivered"));
    new.assignee = assignee.map(|agent| agent.id);
    new.queue = ticket.queue;
    new.team = ticket.team;
    new.organization = ticket.organization;
    let task = work::item::create(tx, scope, new)?;
    let note = NewMessage::note(task.id, Author::system(), say("desk-task-undelivered-body"));
    work::message::add(tx, scope, note)?;
    Ok(task)
}

/// Lets mail to an address out again and ends its task.
///
/// # Errors
/// When the scope may not write or the database fails.
pub fn allow(tx: &mut Tx<'_>, scope: &Scope, address: &str) -> Result<(), Error> {
    match outbox::allow(tx, scope, address) {
        // Somebody else allowed it already.
        Ok(()) | Err(mail::Error::NotFound) => {}
        Err(error) => return Err(error.into()),
    }
    let fold = mail::parse::addresses::fold(address);
    if let Some(task) = tx.query_optional(TASK, params![fold], |row| row.get::<i64>(0))? {
        let done = work::status::list(tx, scope, Kind::Task)?;
        if let Some(done) = done.iter().find(|status| status.category == Category::Resolved) {
            work::item::set_status(tx, scope, task, None, &done.name, None)?;
        }
    }
    Ok(())
}

/// Those of these tickets whose mail does not reach somebody, as far as nobody took care of it.
///
/// # Errors
/// When the database fails.
pub fn marked(tx: &mut Tx<'_>, scope: &Scope, items: Vec<i64>) -> Result<Vec<i64>, Error> {
    if !scope.is_staff() || items.is_empty() {
        return Ok(Vec::new());
    }
    Ok(tx.query(MARKED, &[Value::from(items)], |row| row.get(0))?)
}
