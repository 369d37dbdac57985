//! The agents' pages: lists, the ticket, new tickets. Forms and links first, script only on top.

mod act;
mod context;
mod delivery;
mod happening;
mod held;
mod home;
mod letter;
mod list;
mod mail;
mod merge;
mod message;
mod move_message;
mod new;
mod security;
mod sender;
mod speak;
pub mod thread;
mod ticket;
mod views;

pub use happening::Names;
pub use mail::view as mail_view;
pub use views::encode;

use web::{
    Permission::{Agent, Anyone, SignedIn, Staff},
    Routes,
};

use crate::api::BLOB_LIMIT;

/// The routes with who may call them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/", Anyone, home::home)
        .get("/desk", Staff, list::list)
        .get("/desk/new", Agent, new::form)
        .post("/desk/new", Agent, new::create)
        .body_limit(BLOB_LIMIT)
        .get("/desk/{item}", Staff, ticket::show)
        .post("/desk/{item}/messages", Agent, speak::speak)
        .body_limit(BLOB_LIMIT)
        .post("/desk/{item}/held/{held}/take-back", Agent, held::take_back)
        .post("/desk/{item}/status", Agent, act::status)
        .post("/desk/{item}/priority", Agent, act::priority)
        .post("/desk/{item}/assignee", Agent, act::assignee)
        .post("/desk/{item}/queue", Agent, act::queue)
        .post("/desk/{item}/tags", Agent, act::tags)
        .post("/desk/{item}/follow", Agent, act::follow)
        .post("/desk/{item}/delete", Agent, act::delete)
        .post("/desk/{item}/restore", Agent, act::restore)
        .get("/desk/{item}/merge", Agent, merge::form)
        .post("/desk/{item}/merge", Agent, merge::merge)
        .post("/desk/{item}/unmerge", Agent, merge::unmerge)
        .get("/desk/{item}/messages/{message}/move", Agent, move_message::form)
        .post("/desk/{item}/messages/{message}/move", Agent, move_message::move_to)
        .post("/desk/{item}/messages/{message}/move-back", Agent, move_message::move_back)
        .post("/desk/{item}/deliveries/{delivery}/retry", Agent, delivery::retry)
        .post("/desk/{item}/deliveries/{delivery}/allow", Agent, delivery::allow)
        .get("/messages/{message}/letter", SignedIn, letter::show)
        .get("/desk/{item}/mail/{mail}", Staff, mail::show)
        .get("/desk/{item}/mail/{mail}/raw", Staff, message::raw)
        .post("/desk/{item}/mail/{mail}/open", Agent, security::open_again)
}
