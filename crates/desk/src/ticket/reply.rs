//! A customer's reply reopens a solved ticket within its queue's window; later it opens a new, linked one.
//!
//! A reply to a ticket that waits for the customer puts it back to work. Machine mail and mail whose
//! thread headers may be forged is only added: it never reopens. This is the one place of the rule; mail,
//! portal and API all come through here.

use std::time::Duration;

use base::{Scope, Timestamp};
use mail::thread::{FollowUp, State, follow_up};
use store::Tx;
use work::{Category, Channel, Item, Kind, LinkKind, Message, NewItem, NewMessage, WaitingOn};

use crate::Error;

/// What a reply is made of.
#[derive(Clone, Debug)]
pub struct Reply {
    /// The message; its `item` names the ticket replied to.
    pub message: NewMessage,
    /// False for machine mail and for senders whose claim to the ticket is weak.
    pub may_reopen: bool,
}

/// Where a reply went.
#[derive(Clone, Debug)]
pub struct Continued {
    /// The ticket that has the message now.
    pub item: Item,
    /// The message.
    pub message: Message,
    /// The ticket was solved or waiting and is being worked on again.
    pub reopened: bool,
    /// The window was over: this is a new ticket linked to the old one.
    pub follow_up: bool,
}

/// Adds a reply and reopens where the rule says so. The message's author is its own; `scope` must be
/// allowed to see the ticket.
///
/// # Errors
/// When the ticket may not be seen or the message is refused.
pub fn reply(tx: &mut Tx<'_>, scope: &Scope, reply: Reply) -> Result<Continued, Error> {
    let item = work::item::get(tx, scope, reply.message.item)?;
    // The rule looks at what customers may not see: the queue, and whom the ticket waits for.
    let item = work::item::get(tx, &Scope::system("a reply looks at its ticket"), item.id)?;
    let does = follow_up(state(&item, tx.now()), window(tx, &item)?, reply.may_reopen);
    if does == FollowUp::NewTicket {
        return open_anew(tx, scope, &item, reply.message);
    }
    let message = work::message::add(tx, scope, reply.message)?;
    let reopens = does == FollowUp::Reopen;
    let item = if reopens {
        // The customer may not change the status themselves; the rule does it.
        work::item::reopen(tx, &Scope::system("a customer replied"), item.id, None)?.seen_by(scope)
    } else {
        work::item::get(tx, scope, item.id)?
    };
    Ok(Continued { item, message, reopened: reopens, follow_up: false })
}

/// Solved, closed and canceled tickets have ended; of those that wait, the ones that wait for the customer go back to work.
fn state(item: &Item, now: Timestamp) -> State {
    match item.category {
        Category::Resolved | Category::Closed | Category::Canceled => State::Ended(now.since(ended_at(item))),
        Category::Waiting if item.waiting_on.is_none_or(|party| party == WaitingOn::Customer) => State::Waiting,
        Category::Waiting | Category::Triage | Category::Todo | Category::Doing => State::Active,
    }
}

fn ended_at(item: &Item) -> Timestamp {
    item.closed_at.or(item.solved_at).unwrap_or(item.updated_at)
}

/// How long a reply reopens a ticket of this one's queue.
fn window(tx: &mut Tx<'_>, item: &Item) -> Result<Duration, Error> {
    let days = match item.queue {
        Some(queue) => work::queue::get(tx, &Scope::system("how long a reply reopens"), queue)?.reopen_days,
        None => work::queue::REOPEN_DAYS,
    };
    Ok(days_long(days))
}

fn days_long(days: i64) -> Duration {
    Duration::from_secs(u64::try_from(days).unwrap_or(0).saturating_mul(86_400))
}

/// A new ticket of the same requester about the same subject, linked to the old one.
fn open_anew(tx: &mut Tx<'_>, scope: &Scope, old: &Item, message: NewMessage) -> Result<Continued, Error> {
    let system = Scope::system("a reply after the window");
    let whole = work::item::get(tx, &system, old.id)?;
    let mut new = NewItem::new(Kind::Ticket, whole.title.clone());
    new.channel = if message.channel == Channel::Note { Channel::Portal } else { message.channel };
    new.queue = whole.queue;
    new.requester = message.author.person.or(whole.requester);
    new.organization = whole.organization;
    new.priority = Some(whole.priority);
    new.data = whole.data.as_object().cloned().unwrap_or_default();
    let item = work::item::create(tx, &system, new)?;
    let message = work::message::add(tx, scope, NewMessage { item: item.id, seen: None, ..message })?;
    work::item::link(tx, &system, item.id, LinkKind::Relates, old.id)?;
    let item = work::item::get(tx, &system, item.id)?.seen_by(scope);
    Ok(Continued { item, message, reopened: false, follow_up: true })
}

/// The end of the window for pages that announce it; none while the ticket is active.
#[must_use]
pub fn window_end(item: &Item, reopen_days: i64) -> Option<Timestamp> {
    if item.category.is_active() {
        return None;
    }
    Some(ended_at(item).plus(days_long(reopen_days)))
}
