//! One's own account: profile, password, sessions, tokens. API tokens do not reach it.

mod browser;
mod confirm;
mod overview;
mod password;
mod profile;
mod sessions;
mod tokens;

use crate::{Permission::SignedIn, Routes};

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/account", SignedIn, overview::show)
        .post("/account", SignedIn, profile::save)
        .post("/account/password", SignedIn, password::change)
        .post("/account/sessions/{id}/end", SignedIn, sessions::end)
        .post("/account/sessions/end-others", SignedIn, sessions::end_others)
        .post("/account/tokens", SignedIn, tokens::add)
        .post("/account/tokens/{id}/revoke", SignedIn, tokens::revoke)
        .get("/account/confirm", SignedIn, confirm::show)
        .post("/account/confirm", SignedIn, confirm::submit)
}
