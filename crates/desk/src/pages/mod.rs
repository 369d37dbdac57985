//! The agents' pages: lists, the ticket, new tickets. Forms and links first, script only on top.

mod act;
mod context;
mod happening;
mod home;
mod list;
mod message;
mod new;
mod speak;
pub mod thread;
mod ticket;
mod views;

pub use happening::Names;
pub use views::encode;

use web::{
    Permission::{Agent, Anyone, Staff},
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
        .post("/desk/{item}/status", Agent, act::status)
        .post("/desk/{item}/priority", Agent, act::priority)
        .post("/desk/{item}/assignee", Agent, act::assignee)
        .post("/desk/{item}/queue", Agent, act::queue)
        .post("/desk/{item}/tags", Agent, act::tags)
        .post("/desk/{item}/follow", Agent, act::follow)
        .post("/desk/{item}/delete", Agent, act::delete)
        .post("/desk/{item}/restore", Agent, act::restore)
        .get("/desk/{item}/mail/{mail}", Staff, message::raw)
}
