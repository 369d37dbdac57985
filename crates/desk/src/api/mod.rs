//! The JSON interface of the desk; each handler reads, calls one verb and shows the result.

mod attachments;
mod blobs;
mod change;
mod create_item;
mod directory;
mod history;
mod items;
mod mailboxes;
mod messages;
mod people;
mod show;

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
        .get("/api/v1/mailboxes", Admin, mailboxes::list)
        .post("/api/v1/mailboxes", Admin, mailboxes::create)
        .post("/api/v1/blobs", SignedIn, blobs::put)
        .body_limit(BLOB_LIMIT)
        .get("/attachments/{attachment}", SignedIn, attachments::get)
}

/// The description of these routes.
#[derive(OpenApi)]
#[openapi(
    paths(
        items::list, items::show, items::delete, create_item::create, change::change, messages::list, messages::add,
        history::of_item, people::list, people::create, people::show, directory::organizations,
        directory::create_organization, directory::organization, directory::teams, directory::create_team,
        directory::queues, directory::create_queue, mailboxes::list, mailboxes::create, blobs::put,
    ),
    tags((name = "items"), (name = "people"), (name = "desk"))
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
