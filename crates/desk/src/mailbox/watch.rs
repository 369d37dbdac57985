//! Every minute: a mailbox that needs somebody gets a task, and a mailbox that is well again ends it.

use std::{collections::HashMap, time::Duration};

use base::Scope;
use events::{Event, NewEvent};
use jobs::{Failure, JobKind, Run, Schedule};
use mail::mailbox::{Alarm, Trouble};
use store::{Tx, params};
use ui::Ui;
use web::State;
use work::{Author, Category, Kind, NewItem, NewMessage};

use super::{list, store as sql};
use crate::Error;

/// Looks after the mailboxes.
pub const WATCH: JobKind =
    JobKind { name: "desk.watch_mailboxes", lane: "default", max_attempts: 3, lease: Duration::from_secs(60) };

/// When it runs.
pub const SCHEDULE: Schedule = Schedule { name: "desk.watch_mailboxes", every: Duration::from_secs(60), job: &WATCH };

/// The job.
///
/// # Errors
/// When the database fails.
pub async fn run(state: State, run: Run) -> Result<(), Failure> {
    run.commit(move |tx| look(tx, &state.ui)).await
}

/// Raises and ends tasks. Doing it twice does it once.
///
/// # Errors
/// When the database fails.
pub fn look(tx: &mut Tx<'_>, ui: &Ui) -> Result<(), Error> {
    let scope = Scope::system("mailboxes are watched");
    let alarms = mail::mailbox::alarms(tx, &scope)?;
    let open: HashMap<i64, i64> =
        tx.query(sql::ALARMS, &[], |row| Ok((row.get(0)?, row.get(1)?)))?.into_iter().collect();
    for alarm in alarms.iter().filter(|alarm| !open.contains_key(&alarm.mailbox)) {
        raise(tx, &scope, ui, alarm)?;
    }
    for (&mailbox, &item) in &open {
        if !alarms.iter().any(|alarm| alarm.mailbox == mailbox) {
            end(tx, &scope, ui, mailbox, item)?;
        }
    }
    Ok(())
}

fn raise(tx: &mut Tx<'_>, scope: &Scope, ui: &Ui, alarm: &Alarm) -> Result<(), Error> {
    let mut new = NewItem::new(Kind::Task, say(ui, "mailbox-task", alarm));
    new.queue = list::of(tx, alarm.mailbox)?.map(|desk| desk.queue);
    new.priority = Some(2);
    let item = work::item::create(tx, scope, new)?;
    let body = say(ui, &format!("mailbox-task-{}", alarm.trouble.name().replace('_', "-")), alarm);
    work::message::add(tx, scope, NewMessage::note(item.id, Author::system(), body))?;
    let now = tx.now();
    tx.execute(sql::RAISE_ALARM, params![alarm.mailbox, alarm.trouble.name(), item.id, now])?;
    let (address, trouble) = (alarm.address.clone(), alarm.trouble.name().to_owned());
    let event = Event::MailboxAlarmRaised { address, trouble, item: item.id };
    tx.append(NewEvent::of("mailbox", alarm.mailbox, event), scope.actor())?;
    Ok(())
}

fn end(tx: &mut Tx<'_>, scope: &Scope, ui: &Ui, mailbox: i64, item: i64) -> Result<(), Error> {
    tx.execute(sql::END_ALARM, params![mailbox])?;
    let address = mail::mailbox::get(tx, scope, mailbox)?.address;
    tx.append(NewEvent::of("mailbox", mailbox, Event::MailboxAlarmEnded { address }), scope.actor())?;
    let item = match work::item::get(tx, scope, item) {
        Ok(item) => item,
        Err(work::Error::NotFound) => return Ok(()),
        Err(error) => return Err(error.into()),
    };
    if item.category.is_active() {
        let words = ui.text(LOCALE, "mailbox-task-well", &[]).unwrap_or_default();
        work::message::add(tx, scope, NewMessage::note(item.id, Author::system(), words))?;
        let done = work::status::list(tx, scope, Kind::Task)?;
        if let Some(done) = done.iter().find(|status| status.category == Category::Resolved) {
            work::item::set_status(tx, scope, item.id, None, &done.name, None)?;
        }
    }
    Ok(())
}

/// A task is for everybody, so it has the product's first language.
const LOCALE: &str = "en";

fn say(ui: &Ui, key: &str, alarm: &Alarm) -> String {
    let (error, at) = match &alarm.trouble {
        Trouble::Failing { error, .. } | Trouble::ConsentFails { error } => (error.clone(), String::new()),
        Trouble::Late { since } => (String::new(), since.map_or_else(|| "–".to_owned(), |since| since.rfc3339())),
        Trouble::ConsentEnds { at } => (String::new(), at.rfc3339()),
    };
    let arguments =
        [("address", alarm.address.as_str().into()), ("error", error.as_str().into()), ("at", at.as_str().into())];
    ui.text(LOCALE, key, &arguments).unwrap_or_else(|_| alarm.address.clone())
}
