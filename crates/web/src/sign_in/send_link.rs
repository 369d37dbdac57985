//! A link by mail; the answer never tells whether anybody has the address.

use axum::{extract::State as FromState, response::Response};
use http::StatusCode;
use minijinja::context;
use people::link::Purpose;
use serde::Deserialize;

use crate::{Anyone, Error, Form, State};

/// What the link shall do.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Wish {
    SignIn,
    Reset,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    address: String,
    purpose: Wish,
}

/// Asks for the mail; a reaction sends it.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(form): Form<Wanted>,
) -> Result<Response, Error> {
    let purpose = match form.purpose {
        Wish::SignIn => Purpose::SignIn,
        Wish::Reset => Purpose::Reset,
    };
    match people::sign_in::request_link(&state.sign_in, &form.address, purpose, anyone.address()).await {
        Ok(()) => anyone.render("web/link-sent.html", context! { address => form.address }),
        Err(people::Error::Invalid { .. }) => anyone.render_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            "web/sign-in.html",
            context! { next => (), refused => false, address => form.address, link_refused => true },
        ),
        Err(error) => Err(error.into()),
    }
}
