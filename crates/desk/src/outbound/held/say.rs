//! The time of an answer has come: it is said as its author, who must still be allowed to. When somebody wrote in the
//! meantime it is not said but kept as a note, so that its author can look again.

use std::time::Duration;

use base::Scope;
use jobs::JobKind;
use people::Person;
use store::{Tx, params};
use ui::Ui;
use work::{Author, Format, NewMessage};

use super::{Held, store as sql};
use crate::{
    Error,
    ticket::{self, Answer},
};

/// Says an answer that waited.
pub const SAY: JobKind =
    JobKind { name: "desk.say_held_answer", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };

/// Says it; one that was taken back or said stays as it is.
///
/// # Errors
/// When the database fails.
pub fn say(tx: &mut Tx<'_>, ui: &Ui, held: i64) -> Result<(), Error> {
    let Some(held) = tx.query_optional(sql::GET, params![held], sql::read)?.filter(|held| held.is_held) else {
        return Ok(());
    };
    let author = people::person::get(tx, &Scope::system("an answer's time has come"), held.author)?;
    let scope = people::scope_of(&author);
    let may = !author.disabled && scope.may_write() && work::item::get(tx, &scope, held.item).is_ok();
    let said = if may { ticket::answer(tx, &scope, answer_of(&held)).map(drop) } else { Err(refused()) };
    let now = tx.now();
    match said {
        Ok(()) => {
            tx.execute(sql::END, params!["said", now, held.id])?;
        }
        Err(Error::Work(work::Error::Stale { .. } | work::Error::Forbidden)) => {
            tx.execute(sql::END, params!["refused", now, held.id])?;
            keep(tx, ui, &held, &author)?;
        }
        Err(error) => return Err(error),
    }
    Ok(())
}

fn refused() -> Error {
    work::Error::Forbidden.into()
}

fn answer_of(held: &Held) -> Answer {
    Answer {
        item: held.item,
        body: held.body.clone(),
        format: held.format.as_deref().and_then(|format| Format::parse(format).ok()),
        seen: held.seen,
        attachments: sql::files(&held.files),
        status: held.status.clone(),
    }
}

/// The text stays on the ticket as a note, with its files; a ticket that is gone needs none.
fn keep(tx: &mut Tx<'_>, ui: &Ui, held: &Held, author: &Person) -> Result<(), Error> {
    let scope = Scope::system("an answer was not sent");
    if work::item::get(tx, &scope, held.item).is_err() {
        return Ok(());
    }
    let why = ui.text(author.locale.as_deref().unwrap_or("en"), "desk-held-refused", &[]);
    let text = format!("{}\n\n{}", why.unwrap_or_default(), held.body);
    let author = Author::person(author.id, author.name.clone());
    let note = NewMessage { attachments: sql::files(&held.files), ..NewMessage::note(held.item, author, text) };
    work::message::add(tx, &scope, note)?;
    Ok(())
}
