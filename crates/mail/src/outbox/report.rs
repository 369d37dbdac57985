//! What a report says about a mail of ours is noted on its recipient; a hard failure stops further mail.

use base::Scope;
use events::{Event, NewEvent};
use keys::Keys;
use store::{Tx, params};

use super::{Delivery, DeliveryState, find, suppress, table};
use crate::{
    Error,
    identity::message_id,
    parse::{BounceReport, Fate, addresses, bounce::Recipient},
    thread::graph,
};

/// What was noted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The delivery the report is about, with its new state.
    pub delivery: Delivery,
    /// Further mail to the address is stopped.
    pub suppressed: bool,
}

/// Notes a report. The delivery is the one named by the envelope recipient (VERP), else those whose
/// message id, with a right code, is in the returned copy. A report that names none of our mails changes
/// nothing: everybody can write one.
///
/// # Errors
/// When the database fails.
pub fn note_report(
    tx: &mut Tx,
    scope: &Scope,
    keys: &Keys,
    report: &BounceReport,
    delivery: Option<i64>,
) -> Result<Vec<Noted>, Error> {
    let mut noted = Vec::new();
    for (delivery, recipient) in matches(tx, keys, report, delivery)? {
        let state = state_of(recipient.fate);
        let reason = reason_of(recipient);
        let now = tx.now();
        let changed = tx.execute(table::SET_FATE, params![state.as_str(), &reason, now, delivery.id])?;
        if changed == 0 {
            continue;
        }
        let event = Event::MailDeliveryChanged {
            outbox: delivery.outbox,
            address: delivery.address.clone(),
            state: state.as_str().to_owned(),
        };
        let event = NewEvent::of("mail", delivery.outbox, event);
        let event = if let Some(thread) = delivery.thread { event.item(thread) } else { event };
        tx.append(event, scope.actor())?;
        let suppressed = matches!(recipient.fate, Fate::FailedHard | Fate::Complained);
        if suppressed {
            suppress::suppress(tx, scope, &delivery.address, reason.as_deref().unwrap_or(state.as_str()))?;
        }
        noted.push(Noted { delivery: Delivery { state, reason, updated_at: now, ..delivery }, suppressed });
    }
    Ok(noted)
}

/// The deliveries with what the report says about each.
fn matches<'a>(
    tx: &mut Tx,
    keys: &Keys,
    report: &'a BounceReport,
    delivery: Option<i64>,
) -> Result<Vec<(Delivery, &'a Recipient)>, Error> {
    let Some(first) = report.recipients.first() else { return Ok(Vec::new()) };
    if let Some(delivery) = delivery {
        // VERP names one recipient; the report may name the address it was forwarded to.
        let found = tx.query_optional(table::DELIVERY, params![delivery], find::read)?;
        return Ok(found
            .into_iter()
            .map(|found| {
                let same = report.recipients.iter().find(|one| is_about(one, &found)).unwrap_or(first);
                (found, same)
            })
            .collect());
    }
    for id in report.returned_ids.iter().filter(|id| message_id::is_ours(id, keys)) {
        let deliveries = tx.query(table::DELIVERIES_OF_KEY, params![graph::key(id)], find::read)?;
        let alone = deliveries.len() == 1;
        let matched: Vec<(Delivery, &Recipient)> = deliveries
            .into_iter()
            .filter_map(|found| {
                let named = report.recipients.iter().find(|one| is_about(one, &found));
                // A mail with one recipient can only have failed for that one, whatever address it was forwarded to.
                named.or(alone.then_some(first)).map(|recipient| (found, recipient))
            })
            .collect();
        if !matched.is_empty() {
            return Ok(matched);
        }
    }
    Ok(Vec::new())
}

fn is_about(recipient: &Recipient, delivery: &Delivery) -> bool {
    recipient.address.as_deref().is_some_and(|address| addresses::fold(address) == addresses::fold(&delivery.address))
}

const fn state_of(fate: Fate) -> DeliveryState {
    match fate {
        Fate::Delivered => DeliveryState::Accepted,
        Fate::Delayed => DeliveryState::Delayed,
        Fate::FailedSoft => DeliveryState::FailedSoft,
        Fate::FailedHard => DeliveryState::FailedHard,
        Fate::Complained => DeliveryState::Complained,
    }
}

fn reason_of(recipient: &Recipient) -> Option<String> {
    let parts: Vec<&str> =
        [recipient.status.as_deref(), recipient.diagnostic.as_deref()].into_iter().flatten().collect();
    (!parts.is_empty()).then(|| base::text::truncate(&parts.join(" "), 400).to_owned())
}
