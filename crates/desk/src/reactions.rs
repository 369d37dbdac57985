//! When something happens, the desk does something: the whole table.
//!
//! | when | the desk does | in |
//! |---|---|---|
//! | a mail is received | takes it: ticket, reply, report or quarantine | `inbound/take.rs` |
//! | a message is added | sends an agent's public answer by mail | `outbound/send.rs` |
//! | a link to sign in is asked for | mails it | `outbound/sign_in_link.rs` |

use std::time::Duration;

use events::Event;
use jobs::{Failure, JobKind, Reaction, Registration, Run};
use web::State;

use crate::{Error, inbound, outbound};

/// Takes a received mail.
pub const TAKE_MAIL: JobKind =
    JobKind { name: "desk.take_mail", lane: "mail-in", max_attempts: 8, lease: Duration::from_secs(120) };
/// Sends an answer.
pub const SEND_MESSAGE: JobKind =
    JobKind { name: "desk.send_message", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };
/// Mails a link to sign in.
pub const SEND_LINK: JobKind =
    JobKind { name: "desk.send_sign_in_link", lane: "default", max_attempts: 12, lease: Duration::from_secs(60) };

/// Which event leads to which job.
#[must_use]
pub fn table() -> Vec<Reaction> {
    vec![
        Reaction { event: "mail.received", job: &TAKE_MAIL, when: None },
        Reaction { event: "message.added", job: &SEND_MESSAGE, when: Some(may_go_out) },
        Reaction { event: "sign_in.link_requested", job: &SEND_LINK, when: None },
    ]
}

/// Most messages are those of customers, which come in; `outbound/send.rs` decides about the others.
const fn may_go_out(event: &Event) -> bool {
    matches!(event, Event::MessageAdded { public: true, by_staff: true, automatic: false, .. })
}

/// The jobs with their code.
#[must_use]
pub fn registrations(state: &State) -> Vec<Registration> {
    let (taking, sending, linking) = (State::clone(state), State::clone(state), State::clone(state));
    vec![
        Registration::new(TAKE_MAIL, move |run| take_mail(State::clone(&taking), run)),
        Registration::new(SEND_MESSAGE, move |run| send_message(State::clone(&sending), run)),
        Registration::new(SEND_LINK, move |run| send_link(State::clone(&linking), run)),
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

async fn send_link(state: State, run: Run) -> Result<(), Failure> {
    let Event::SignInLinkRequested { link, .. } = event_of(&run).await? else { return Ok(()) };
    run.commit(move |tx| outbound::sign_in_link::send(tx, &state, link)).await
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
