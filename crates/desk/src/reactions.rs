//! When something happens, the desk does something: the whole table.
//!
//! | when | the desk does | in |
//! |---|---|---|
//! | a mail is received | takes it: ticket, reply, report or quarantine | `inbound/take.rs` |
//! | a message is added | sends an agent's public answer by mail | `outbound/send.rs` |
//! | a mail of ours does not reach somebody | raises a task | `ticket/undelivered.rs` |
//! | a link to sign in is asked for | mails it | `outbound/sign_in_link.rs` |
//! | the time of an answer that waited has come | says it | `outbound/held/say.rs` |
//! | a minute is over | raises and ends tasks about mailboxes | `mailbox/watch.rs` |
//! | an administrator tries a mailbox out | takes step after step | `mailbox/trial.rs` |
//! | an hour is over | looks for the records of the keys that sign our mail | `admin/senders.rs` |

use std::time::Duration;

use base::Scope;
use events::Event;
use jobs::{Failure, JobKind, Reaction, Registration, Run, Schedule};
use web::State;

use crate::{
    Error,
    inbound::{self, clean_again},
    mailbox::{trial, watch},
    outbound,
    ticket::undelivered,
};

/// Takes a received mail.
pub const TAKE_MAIL: JobKind =
    JobKind { name: "desk.take_mail", lane: "mail-in", max_attempts: 8, lease: Duration::from_secs(120) };
/// Sends an answer.
pub const SEND_MESSAGE: JobKind =
    JobKind { name: "desk.send_message", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };
/// Raises the task of an address that our mail does not reach.
pub const RAISE_UNDELIVERED: JobKind =
    JobKind { name: "desk.raise_undelivered", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };
/// Mails a link to sign in.
pub const SEND_LINK: JobKind =
    JobKind { name: "desk.send_sign_in_link", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };

/// Asks DNS for the records of the keys that sign our mail.
pub const LOOK_UP_KEYS: JobKind =
    JobKind { name: "desk.look_up_dkim_keys", lane: "bulk", max_attempts: 3, lease: Duration::from_secs(120) };

/// What runs at regular times.
#[must_use]
pub fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { name: "desk.look_up_dkim_keys", every: Duration::from_secs(3_600), job: &LOOK_UP_KEYS },
        watch::SCHEDULE,
        clean_again::SCHEDULE,
    ]
}

/// Which event leads to which job.
#[must_use]
pub fn table() -> Vec<Reaction> {
    vec![
        Reaction { event: "mail.received", job: &TAKE_MAIL, when: None },
        Reaction { event: "message.added", job: &SEND_MESSAGE, when: Some(may_go_out) },
        Reaction { event: "mail.delivery_changed", job: &RAISE_UNDELIVERED, when: Some(needs_somebody) },
        Reaction { event: "sign_in.link_requested", job: &SEND_LINK, when: None },
    ]
}

/// Most messages are those of customers, which come in; `outbound/send.rs` decides about the others.
const fn may_go_out(event: &Event) -> bool {
    matches!(event, Event::MessageAdded { public: true, by_staff: true, automatic: false, .. })
}

/// Most mails arrive.
fn needs_somebody(event: &Event) -> bool {
    matches!(event, Event::MailDeliveryChanged { state, .. } if matches!(state.as_str(), "failed_hard" | "complained"))
}

/// The jobs with their code.
#[must_use]
pub fn registrations(state: &State) -> Vec<Registration> {
    let (taking, sending, linking) = (State::clone(state), State::clone(state), State::clone(state));
    let (saying, looking) = (State::clone(state), State::clone(state));
    let (raising, cleaning) = (State::clone(state), State::clone(state));
    let (trying, watching) = (State::clone(state), State::clone(state));
    vec![
        Registration::new(TAKE_MAIL, move |run| take_mail(State::clone(&taking), run)),
        Registration::new(SEND_MESSAGE, move |run| send_message(State::clone(&sending), run)),
        Registration::new(RAISE_UNDELIVERED, move |run| raise_undelivered(State::clone(&raising), run)),
        Registration::new(SEND_LINK, move |run| send_link(State::clone(&linking), run)),
        Registration::new(outbound::held::SAY, move |run| say_held(State::clone(&saying), run)),
        Registration::new(LOOK_UP_KEYS, move |run| look_up_keys(State::clone(&looking), run)),
        Registration::new(trial::TRY, move |run| trial::run(State::clone(&trying), run)),
        Registration::new(clean_again::CLEAN, move |run| clean_again::run(State::clone(&cleaning), run)),
        Registration::new(watch::WATCH, move |run| watch::run(State::clone(&watching), run)),
    ]
}

async fn take_mail(state: State, run: Run) -> Result<(), Failure> {
    let Event::MailReceived { mail } = event_of(&run).await? else { return Ok(()) };
    let prepared = inbound::take::prepare(&state, mail).await.map_err(failure)?;
    run.commit(move |tx| inbound::take::finish(tx, &state, mail, prepared).map(drop)).await
}

async fn send_message(state: State, run: Run) -> Result<(), Failure> {
    let Event::MessageAdded { message, .. } = event_of(&run).await? else { return Ok(()) };
    run.commit(move |tx| outbound::send(tx, &state.keys, message)).await
}

async fn raise_undelivered(state: State, run: Run) -> Result<(), Failure> {
    let Event::MailDeliveryChanged { outbox, address, .. } = event_of(&run).await? else { return Ok(()) };
    run.commit(move |tx| {
        let scope = Scope::system("mail does not arrive");
        match mail::outbox::delivery_to(tx, &scope, outbox, &address)? {
            Some(delivery) => undelivered::raise(tx, &scope, &state.ui, &delivery).map(drop),
            None => Ok(()),
        }
    })
    .await
}

async fn send_link(state: State, run: Run) -> Result<(), Failure> {
    let Event::SignInLinkRequested { link, .. } = event_of(&run).await? else { return Ok(()) };
    run.commit(move |tx| outbound::sign_in_link::send(tx, &state, link)).await
}

async fn look_up_keys(state: State, run: Run) -> Result<(), Failure> {
    let scope = Scope::system("DNS is asked for our keys");
    crate::admin::senders::look_up_all(&state, &scope).await.map_err(failure)?;
    run.commit(|_| Ok::<_, Error>(())).await
}

#[derive(serde::Deserialize)]
struct HeldAnswer {
    held: i64,
}

async fn say_held(state: State, run: Run) -> Result<(), Failure> {
    let HeldAnswer { held } = run.payload()?;
    run.commit(move |tx| outbound::held::say(tx, &state.ui, held)).await
}

async fn event_of(run: &Run) -> Result<Event, Failure> {
    let reacting = run.clone();
    let found = run.store.read(move |tx| Ok::<_, store::Error>(jobs::event_of(tx, &reacting))).await?;
    Ok(found?.event)
}

/// Everything may pass but what is not there any more.
fn failure(error: Error) -> Failure {
    match error {
        Error::Work(work::Error::NotFound) | Error::Mail(mail::Error::NotFound) => Failure::Permanent(error.into()),
        other => Failure::Retry(other.into()),
    }
}
