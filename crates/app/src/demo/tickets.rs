//! The tickets of the example: each thread of the file several times, at other customers with other numbers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use base::{ManualClock, Scope, Timestamp};
use desk::ticket::{Answer, NewTicket, Reply};
use store::{Store, Tx};
use work::{Author, Channel, NewMessage, Visibility};

use super::{
    calendar,
    content::{Language, Speaker, Thread},
    house::{House, Voice},
    scope,
};

/// One ticket to be: which thread, who asks, who answers, with which words in place of the braces.
struct Plan<'a> {
    place: usize,
    thread: &'a Thread,
    customer: Voice,
    agent: Voice,
    site: &'a str,
    queue: i64,
}

/// Plays all tickets in the order of time.
pub fn build(
    store: &Store,
    clock: &ManualClock,
    house: &House,
    threads: &[Thread],
    now: Timestamp,
) -> anyhow::Result<()> {
    let plans: Vec<Plan<'_>> =
        (0..calendar::TICKETS).map(|place| plan(place, house, threads)).collect::<Result<_, _>>()?;
    let mut items = vec![0_i64; plans.len()];
    let mut due: BinaryHeap<Reverse<(Timestamp, usize, usize)>> =
        plans.iter().map(|plan| Reverse((calendar::arrival(plan.place, now), plan.place, 0))).collect();
    while let Some(Reverse((at, place, turn))) = due.pop() {
        let (Some(plan), Some(item)) = (plans.get(place), items.get_mut(place)) else { continue };
        clock.set(at);
        let step = Step::of(plan, turn);
        *item = store.write_blocking({
            let item = *item;
            move |tx| step.play(tx, item)
        })?;
        let next = at.plus(calendar::pause(place, turn));
        if turn < plan.thread.turns.len() && next < now {
            due.push(Reverse((next, place, turn + 1)));
        }
    }
    Ok(())
}

fn plan<'a>(place: usize, house: &'a House, threads: &'a [Thread]) -> anyhow::Result<Plan<'a>> {
    let missing = || anyhow::anyhow!("the example has no threads or no customers");
    let customer = house.customers.get(place * 5 % house.customers.len().max(1)).ok_or_else(missing)?;
    // What nobody has answered yet came in lately.
    let fits = |thread: &&Thread| thread.language == customer.language && (is_recent(place) || thread.turns.len() > 1);
    let fitting: Vec<&Thread> = threads.iter().filter(fits).collect();
    let thread = *fitting.get((place * 13 + place / 8) % fitting.len().max(1)).ok_or_else(missing)?;
    let asks = customer.people.get(place / 3 % customer.people.len().max(1)).ok_or_else(missing)?;
    let agent = match customer.language {
        Language::Zh => &house.chinese_agent,
        Language::En => house.agents.get(place * 3 % house.agents.len().max(1)).ok_or_else(missing)?,
    };
    let usual = if customer.language == Language::Zh { "中文支持" } else { "Support" };
    let queue = thread.queue.as_deref().unwrap_or(usual);
    let queue = house.queues.get(queue).copied().ok_or_else(missing)?;
    Ok(Plan { place, thread, customer: asks.clone(), agent: agent.clone(), site: &customer.site, queue })
}

/// The newest fifth of the tickets.
const fn is_recent(place: usize) -> bool {
    place * 5 >= calendar::TICKETS * 4
}

impl Plan<'_> {
    /// Most of what is older has been settled meanwhile.
    fn status(&self) -> &str {
        let settled = !is_recent(self.place) && !self.place.is_multiple_of(9);
        match self.thread.status.as_str() {
            "open" | "waiting" if settled => "solved",
            status => status,
        }
    }

    /// Puts words in place of the braces; the same ticket always gets the same ones.
    fn fill(&self, text: &str) -> String {
        let number = 3 + self.place * 13 % 94;
        let version = format!("4.{}.{}", self.place % 3, self.place % 7);
        text.replace("{site}", self.site)
            .replace("{version}", &version)
            .replace("{number}", &number.to_string())
            .replace("{product}", &self.thread.product)
    }
}

/// One turn, with everything it needs as its own.
enum Step {
    Open { new: Box<NewTicket>, tags: Vec<String> },
    Customer { voice: Voice, text: String },
    Agent { voice: Voice, text: String },
    Note { voice: Voice, text: String },
    End { voice: Voice, status: String },
}

impl Step {
    fn of(plan: &Plan<'_>, turn: usize) -> Self {
        let Some((speaker, text)) = plan.thread.turns.get(turn) else {
            return Self::End { voice: plan.agent.clone(), status: plan.status().to_owned() };
        };
        let text = plan.fill(text);
        match speaker {
            Speaker::Customer if turn == 0 => Self::open(plan, &text),
            Speaker::Customer => Self::Customer { voice: plan.customer.clone(), text },
            Speaker::Agent => Self::Agent { voice: plan.agent.clone(), text },
            Speaker::Note => Self::Note { voice: plan.agent.clone(), text },
        }
    }

    fn open(plan: &Plan<'_>, text: &str) -> Self {
        let channel = if plan.place % 4 == 1 { Channel::Portal } else { Channel::Mail };
        let title = plan.fill(&plan.thread.subject);
        let requester = (plan.customer.person, plan.customer.name.as_str());
        let mut new = NewTicket::text(&title, requester, channel, text);
        new.item.queue = Some(plan.queue);
        new.item.priority = Some(plan.thread.priority);
        let tags = plan.thread.tags.iter().cloned().chain([plan.thread.product.to_lowercase()]).collect();
        Self::Open { new: Box::new(new), tags }
    }

    /// Plays the turn; answers the ticket's id.
    fn play(self, tx: &mut Tx<'_>, item: i64) -> anyhow::Result<i64> {
        match self {
            Self::Open { new, tags } => {
                let (item, _) = desk::ticket::open(tx, &scope(), *new)?;
                work::item::tag(tx, &scope(), item.id, None, &tags)?;
                return Ok(item.id);
            }
            Self::Customer { voice, text } => {
                let author = Author::person(voice.person, voice.name);
                let message = NewMessage::markdown(item, author, Visibility::Public, Channel::Mail, text);
                desk::ticket::reply(tx, &scope(), Reply { message, may_reopen: true })?;
            }
            Self::Agent { voice, text } => {
                let staff = Scope::staff(voice.person, base::Role::Agent);
                work::item::assign(tx, &staff, item, None, Some(voice.person))?;
                desk::ticket::answer(tx, &staff, Answer { item, body: text, ..Answer::default() })?;
            }
            Self::Note { voice, text } => {
                let staff = Scope::staff(voice.person, base::Role::Agent);
                desk::ticket::note(tx, &staff, item, text, Vec::new())?;
            }
            Self::End { voice, status } => end(tx, &voice, item, &status)?,
        }
        Ok(item)
    }
}

/// Brings the ticket into the status its thread ends with, over the steps that the rules ask for.
fn end(tx: &mut Tx<'_>, voice: &Voice, item: i64, status: &str) -> anyhow::Result<()> {
    let staff = Scope::staff(voice.person, base::Role::Agent);
    let now = work::item::get(tx, &staff, item)?;
    if status == "new" || now.status == status {
        return Ok(());
    }
    if status == "closed" {
        work::item::set_status(tx, &staff, item, None, "solved", None)?;
    }
    work::item::set_status(tx, &staff, item, None, status, None)?;
    Ok(())
}
