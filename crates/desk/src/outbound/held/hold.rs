//! An answer is put aside until its time; the job that says it is written in the same transaction.

use std::time::Duration;

use base::{Scope, Timestamp};
use events::{Event, NewEvent, Visibility};
use store::{Tx, params};

use super::{Held, SAY, store as sql};
use crate::{Error, ticket::Answer};

/// The furthest that an answer can wait.
const FURTHEST: Duration = Duration::from_secs(366 * 86_400);

/// Holds an answer until `say_at`.
///
/// # Errors
/// When the ticket may not be seen or written to, the text is empty, or the time is past or more than a year away.
pub fn hold(tx: &mut Tx<'_>, scope: &Scope, answer: Answer, say_at: Timestamp) -> Result<Held, Error> {
    let author = scope.person().filter(|_| scope.may_write()).ok_or(work::Error::Forbidden)?;
    let item = work::item::get(tx, scope, answer.item)?;
    let now = tx.now();
    if say_at < now || say_at > now.plus(FURTHEST) {
        return Err(Error::invalid("send_at", "Choose a time within the next year."));
    }
    if answer.body.trim().is_empty() && answer.attachments.is_empty() {
        return Err(Error::invalid("body", "Write something or attach a file."));
    }
    let id = tx.new_id()?;
    let format = answer.format.map(work::Format::as_str);
    let files = sql::written(&answer.attachments);
    let values = params![id, item.id, author, answer.body, format, answer.seen, files, answer.status, say_at, now];
    tx.execute(sql::INSERT, values)?;
    let options = jobs::Options { run_at: Some(say_at), ..jobs::Options::default() };
    jobs::enqueue(tx, &SAY, &serde_json::json!({ "held": id }), options)?;
    let event = NewEvent::of("held_answer", id, Event::AnswerHeld { held: id, say_at: say_at.rfc3339() });
    tx.append(event.item(item.id).visibility(Visibility::Internal), scope.actor())?;
    Ok(tx.query_one(sql::GET, params![id], sql::read)?)
}
