//! Address and password; the answer is the same for every wrong pair.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use http::StatusCode;
use minijinja::context;
use people::sign_in::Attempt;
use serde::Deserialize;

use super::enter;
use crate::{Anyone, Error, Form, Query, State, next::next_or_home};

#[derive(Deserialize)]
pub(super) struct Where {
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Credentials {
    address: String,
    password: String,
    next: Option<String>,
}

/// The form; whoever is signed in goes on, and a new installation is set up first.
pub(super) async fn show(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Query(query): Query<Where>,
) -> Result<Response, Error> {
    if anyone.caller().is_some() {
        return Ok(anyone.redirect(next_or_home(query.next.as_deref())));
    }
    if state.store.read(people::setup::is_open).await? {
        return Ok(anyone.redirect("/setup"));
    }
    anyone.render("web/sign-in.html", context! { next => query.next, refused => false, address => "" })
}

/// Signs in.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(form): Form<Credentials>,
) -> Result<Response, Error> {
    let attempt =
        Attempt { address: form.address.clone(), password: Secret::new(form.password), visitor: anyone.visitor() };
    match people::sign_in::password(&state.sign_in, attempt).await {
        Ok(started) => Ok(enter(&anyone, &started, form.next.as_deref())),
        Err(people::Error::Refused) => anyone.render_with(
            StatusCode::UNPROCESSABLE_ENTITY,
            "web/sign-in.html",
            context! { next => form.next, refused => true, address => form.address },
        ),
        Err(error) => Err(error.into()),
    }
}
