//! Signing out ends the session on the server; the cookie goes too.

use axum::{extract::State as FromState, response::Response};
use http::{HeaderName, HeaderValue, header};

use crate::{Anyone, By, Error, State, cookies};

/// Ends the session.
pub(super) async fn submit(FromState(state): FromState<State>, anyone: Anyone) -> Result<Response, Error> {
    if let (Some(scope), Some(By::Session { id, .. })) = (anyone.scope().cloned(), anyone.by()) {
        state.store.write(move |tx| people::session::end(tx, &scope, id)).await?;
    }
    let mut response = anyone.redirect("/sign-in");
    let gone = cookies::write(&state.settings, state.settings.cookie_name(), "", Some(0));
    if let Ok(gone) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    let clear = HeaderName::from_static("clear-site-data");
    response.headers_mut().insert(clear, HeaderValue::from_static("\"cache\""));
    Ok(response)
}
