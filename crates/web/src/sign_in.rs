//! Signing in, out and up: by password, by a link from a mail, and the first administrator.

mod leave;
mod link;
mod password;
mod reset;
mod send_link;
mod set_up;

use axum::response::Response;
use http::{HeaderValue, header};
use people::session::Started;

use crate::{Permission::Anyone, Routes, Visit, cookies, limits::SIGN_IN, next::next_or_home};

pub use link::mail_path;

pub(crate) fn routes() -> Routes {
    Routes::new()
        .get("/sign-in", Anyone, password::show)
        .post("/sign-in", Anyone, password::submit)
        .rate(SIGN_IN)
        .post("/sign-in/send-link", Anyone, send_link::submit)
        .rate(SIGN_IN)
        .get("/sign-in/link", Anyone, link::show)
        .post("/sign-in/link", Anyone, link::submit)
        .rate(SIGN_IN)
        .get("/sign-in/password", Anyone, reset::show)
        .post("/sign-in/password", Anyone, reset::submit)
        .rate(SIGN_IN)
        .get("/setup", Anyone, set_up::show)
        .post("/setup", Anyone, set_up::submit)
        .rate(SIGN_IN)
        .post("/sign-out", Anyone, leave::submit)
        .rate(SIGN_IN)
}

/// Hands the browser its session and goes on.
pub(crate) fn enter(visit: &Visit, started: &Started, next: Option<&str>) -> Response {
    with_session(visit, visit.redirect(next_or_home(next)), started)
}

/// Adds the session's cookie to a response.
pub(crate) fn with_session(visit: &Visit, mut response: Response, started: &Started) -> Response {
    let state = visit.platform();
    let life = started.expires_at.since(state.world.now()).as_secs();
    let life = i64::try_from(life).unwrap_or(0);
    let cookie = cookies::write(&state.settings, state.settings.cookie_name(), started.token.expose(), Some(life));
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}
