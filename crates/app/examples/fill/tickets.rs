//! One ticket: a question, an answer in nine of ten cases, a last word in six of ten; one in twenty is still open.

use std::time::Duration;

use base::Timestamp;
use store::Tx;
use work::{Author, Channel, Kind, NewItem, NewMessage, Visibility};

use crate::{
    house::{House, SCOPE},
    words::Words,
};

const TAGS: [&str; 12] = [
    "billing", "bug", "crash", "export", "hardware", "invoice", "login", "mobile", "network", "printer", "question",
    "vip",
];

/// Makes the ticket at this place of the sequence; `step` is the time between two of them.
pub(crate) fn make(tx: &mut Tx<'_>, house: &House, place: usize, step: Duration) -> anyhow::Result<()> {
    let mut words = Words::of(place);
    // The clock stands at the first ticket of the transaction.
    let at = tx.now().plus(step * u32::try_from(place % 500)?);
    let (customer, name) = pick(&house.customers, words.skewed(house.customers.len()))?.clone();
    let agent = *pick(&house.agents, words.below(house.agents.len()))?;
    let chinese = words.below(10) == 0;
    let mut new = NewItem::new(Kind::Ticket, words.title(place, chinese));
    new.channel = Channel::Mail;
    new.requester = Some(customer);
    new.queue = Some(*pick(&house.queues, if chinese { 4 } else { words.below(4) })?);
    new.priority = Some([1, 2, 3, 3, 3, 3, 4, 4].get(words.below(8)).copied().unwrap_or(3));
    new.created_at = Some(at);
    let status = status(&mut words);
    new.status = Some(status.to_owned());
    new.assignee = (status != "new").then_some(agent);
    new.tags =
        (0..words.below(3)).filter_map(|_| TAGS.get(words.skewed(TAGS.len())).map(|tag| (*tag).to_owned())).collect();
    let item = work::item::create(tx, &SCOPE, new)?.id;
    let asks = Author::person(customer, name);
    let answers = Author::person(agent, "Agent");
    say(tx, (item, at), &asks, words.message(place, chinese))?;
    if words.below(10) < 9 {
        say(tx, (item, at.plus(Duration::from_secs(3_600))), &answers, words.message(place, chinese))?;
    }
    if words.below(10) < 6 {
        say(tx, (item, at.plus(Duration::from_secs(7_200))), &asks, words.message(place, chinese))?;
    }
    Ok(())
}

fn pick<T>(list: &[T], place: usize) -> anyhow::Result<&T> {
    list.get(place).ok_or_else(|| anyhow::anyhow!("the house is empty"))
}

fn status(words: &mut Words) -> &'static str {
    match words.below(100) {
        0 => "new",
        1..=2 => "open",
        3..=4 => "waiting",
        5..=9 => "solved",
        _ => "closed",
    }
}

fn say(tx: &mut Tx<'_>, (item, at): (i64, Timestamp), author: &Author, text: String) -> anyhow::Result<()> {
    let mut message = NewMessage::text(item, author.clone(), Visibility::Public, Channel::Mail, text);
    message.created_at = Some(at);
    work::message::add(tx, &SCOPE, message)?;
    Ok(())
}
