//! A report about a mail of ours changes the state of its delivery and stands on the ticket as a note.

use base::Scope;
use keys::Keys;
use mail::{Outcome, mailbox::Resolved, outbox, parse::BounceReport};
use store::Tx;
use work::{Author, Channel, Item, NewMessage, Visibility};

use crate::{Error, ticket::undelivered};

/// Notes the report and says what became of the mail: part of the ticket of the mail it is about, or put
/// aside when it is about none of ours.
///
/// # Errors
/// When the database fails.
pub fn note(
    tx: &mut Tx<'_>,
    scope: &Scope,
    keys: &Keys,
    (mail, text): (i64, &str),
    report: &BounceReport,
    to: &Resolved,
) -> Result<Outcome, Error> {
    let noted = outbox::note_report(tx, scope, keys, report, to.delivery)?;
    let mut ticket = None;
    for one in &noted {
        ticket = ticket.or(undelivered::ticket_of(tx, scope, &one.delivery)?);
    }
    let Some(Item { id: item, .. }) = ticket else {
        let cause = if noted.is_empty() { "report_about_nothing_of_ours" } else { "report" };
        return Ok(Outcome::Dropped { cause: cause.to_owned() });
    };
    let lines: Vec<String> = noted
        .iter()
        .map(|one| {
            let reason = one.delivery.reason.as_deref().unwrap_or("");
            format!("{}: {} {reason}", one.delivery.address, one.delivery.state.as_str())
        })
        .collect();
    let message = NewMessage {
        automatic: true,
        source_mail: Some(mail),
        quoted_text: Some(text.to_owned()).filter(|text| !text.trim().is_empty()),
        ..NewMessage::text(item, Author::system(), Visibility::Internal, Channel::Mail, lines.join("\n"))
    };
    let message = work::message::add(tx, scope, message)?;
    Ok(Outcome::Appended { thread: item, message: message.id })
}
