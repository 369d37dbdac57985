//! The customers' side: their tickets, a new one, a reply, done. Works without script.

mod list;
mod new;
mod speak;
mod ticket;

use web::{Permission::Customer, Routes};

use crate::api::BLOB_LIMIT;

/// The routes with who may call them.
pub fn routes() -> Routes {
    Routes::new()
        .get("/portal", Customer, list::list)
        .get("/portal/new", Customer, new::form)
        .post("/portal/new", Customer, new::create)
        .body_limit(BLOB_LIMIT)
        .get("/portal/{item}", Customer, ticket::show)
        .post("/portal/{item}/messages", Customer, speak::reply)
        .body_limit(BLOB_LIMIT)
        .post("/portal/{item}/solve", Customer, speak::solve)
}
