//! The JSON interface of the desk; each handler reads, calls one verb and shows the result.

mod attachments;
mod blobs;
mod change;
mod create_item;
mod deliveries;
mod directory;
mod held_answers;
mod history;
mod items;
mod mail_keys;
mod mail_sender;
mod mailboxes;
mod mails;
mod merge;
mod messages;
mod move_message;
mod people;
mod senders;
mod show;
mod stopped;

use utoipa::OpenApi;
use web::{
    Permission::{Admin, Agent, SignedIn, Staff},
    Routes, limits,
};

/// The largest file taken at once, in bytes.
pub const BLOB_LIMIT: usize = 32 << 20;

/// The routes with who may call them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/api/v1/items", SignedIn, items::list)
        .post("/api/v1/items", SignedIn, create_item::create)
        .get("/api/v1/items/{item}", SignedIn, items::show)
        .patch("/api/v1/items/{item}", Agent, change::change)
        .delete("/api/v1/items/{item}", Agent, items::delete)
        .get("/api/v1/items/{item}/messages", SignedIn, messages::list)
        .post("/api/v1/items/{item}/messages", SignedIn, messages::add)
        .body_limit(limits::BODY)
        .get("/api/v1/items/{item}/events", SignedIn, history::of_item)
        .post("/api/v1/items/{item}/merge", Agent, merge::merge)
        .post("/api/v1/items/{item}/unmerge", Agent, merge::unmerge)
        .get("/api/v1/items/{item}/mails", Staff, deliveries::mails)
        .get("/api/v1/items/{item}/deliveries", Staff, deliveries::list)
        .post("/api/v1/items/{item}/deliveries/{delivery}/retry", Agent, deliveries::retry)
        .get("/api/v1/mails", Admin, mails::list)
        .get("/api/v1/mails/balance", Admin, mails::balance)
        .get("/api/v1/mails/{mail}", Staff, mails::show)
        .get("/api/v1/mails/{mail}/raw", Staff, mails::raw)
        .post("/api/v1/mails/{mail}/retry", Admin, mails::retry)
        .post("/api/v1/mails/{mail}/discard", Admin, mails::discard)
        .post("/api/v1/mails/{mail}/release", Admin, mails::release)
        .get("/api/v1/blocked-senders", Admin, stopped::blocked)
        .post("/api/v1/blocked-senders", Admin, stopped::block)
        .delete("/api/v1/blocked-senders/{blocked}", Admin, stopped::unblock)
        .get("/api/v1/suppressed-addresses", Staff, stopped::suppressed)
        .delete("/api/v1/suppressed-addresses/{address}", Agent, stopped::allow)
        .post("/api/v1/messages/{message}/move", Agent, move_message::move_to)
        .post("/api/v1/messages/{message}/move-back", Agent, move_message::move_back)
        .get("/api/v1/people", SignedIn, people::list)
        .post("/api/v1/people", Agent, people::create)
        .get("/api/v1/people/{person}", SignedIn, people::show)
        .get("/api/v1/organizations", SignedIn, directory::organizations)
        .post("/api/v1/organizations", Agent, directory::create_organization)
        .get("/api/v1/organizations/{organization}", SignedIn, directory::organization)
        .get("/api/v1/teams", Staff, directory::teams)
        .post("/api/v1/teams", Admin, directory::create_team)
        .get("/api/v1/queues", Staff, directory::queues)
        .post("/api/v1/queues", Admin, directory::create_queue)
        .patch("/api/v1/queues/{queue}", Admin, directory::change_queue)
        .get("/api/v1/messages/{message}/sender", Staff, mail_sender::show)
        .get("/api/v1/items/{item}/held-answers", Staff, held_answers::list)
        .post("/api/v1/items/{item}/held-answers", Agent, held_answers::hold)
        .body_limit(limits::BODY)
        .post("/api/v1/held-answers/{held}/take-back", Agent, held_answers::take_back)
        .get("/api/v1/messages/{message}/security", Staff, mail_keys::show)
        .post("/api/v1/mails/{mail}/open", Agent, mail_keys::open)
        .post("/api/v1/blobs", SignedIn, blobs::put)
        .body_limit(BLOB_LIMIT)
        .get("/attachments/{attachment}", SignedIn, attachments::get)
        .get("/pictures/{message}", SignedIn, crate::picture::get)
        .merge(of_mailboxes())
}

/// Mailboxes, and the keys that protect and sign their mail.
fn of_mailboxes() -> Routes {
    Routes::new()
        .get("/api/v1/mail-keys", Admin, mail_keys::list)
        .post("/api/v1/mail-keys", Admin, mail_keys::add)
        .delete("/api/v1/mail-keys/{key}", Admin, mail_keys::remove)
        .put("/api/v1/mailboxes/{mailbox}/protection", Admin, mail_keys::protect)
        .get("/api/v1/dkim-keys", Admin, senders::list)
        .post("/api/v1/dkim-keys", Admin, senders::add)
        .post("/api/v1/dkim-keys/check", Admin, senders::check)
        .delete("/api/v1/dkim-keys/{key}", Admin, senders::remove)
        .put("/api/v1/mailboxes/{mailbox}/trust", Admin, senders::believe)
        .get("/api/v1/mailboxes", Admin, mailboxes::list)
        .post("/api/v1/mailboxes", Admin, mailboxes::create)
        .get("/api/v1/mailboxes/{mailbox}", Admin, mailboxes::show)
        .get("/api/v1/mailboxes/{mailbox}/test", Admin, mailboxes::last_trial)
        .post("/api/v1/mailboxes/{mailbox}/test", Admin, mailboxes::try_out)
}

/// The description of these routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        items::list, items::show, items::delete, create_item::create, change::change, messages::list, messages::add,
        history::of_item, merge::merge, merge::unmerge, move_message::move_to, move_message::move_back,
        deliveries::mails, deliveries::list, deliveries::retry, mails::list, mails::balance, mails::show, mails::raw,
        mails::retry, mails::discard, mails::release, stopped::blocked, stopped::block, stopped::unblock,
        stopped::suppressed, stopped::allow, people::list, people::create, people::show, directory::organizations,
        directory::create_organization, directory::organization, directory::teams, directory::create_team,
        directory::queues, directory::create_queue, directory::change_queue, mailboxes::list, mailboxes::create, mailboxes::show,
        mailboxes::last_trial, mailboxes::try_out, blobs::put,
        mail_keys::list, mail_keys::add, mail_keys::remove, mail_keys::protect, mail_keys::show, mail_keys::open,
        mail_sender::show, held_answers::list, held_answers::hold, held_answers::take_back, senders::list, senders::add, senders::check, senders::remove, senders::believe,
    ),
    tags((name = "items"), (name = "people"), (name = "desk"), (name = "mail"))
)]
pub struct Description;

/// A field of a change: absent stays, `null` is taken away, a value is set.
pub(crate) fn present<'de, T, D>(deserializer: D) -> Result<Option<T>, D::Error>
where
    T: serde::Deserialize<'de>,
    D: serde::Deserializer<'de>,
{
    T::deserialize(deserializer).map(Some)
}
