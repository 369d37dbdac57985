//! A link from a mail shows a button: programs that look at mails follow links but press no buttons.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use http::StatusCode;
use minijinja::context;
use people::link::{self, Purpose};
use serde::Deserialize;

use super::enter;
use crate::{Anyone, Error, Form, Query, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Token {
    token: String,
}

/// The path that a link of a mail leads to.
#[must_use]
pub fn mail_path(purpose: Purpose, token: &Secret<String>) -> String {
    let page = match purpose {
        Purpose::SignIn => "link",
        Purpose::Invite | Purpose::Reset => "password",
    };
    format!("/sign-in/{page}?token={}", token.expose())
}

/// The button; looking uses nothing up.
pub(super) async fn show(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Query(query): Query<Token>,
) -> Result<Response, Error> {
    let token = query.token.clone();
    let pending = state.store.read(move |tx| link::look(tx, &token)).await?;
    match pending.filter(|pending| pending.purpose == Purpose::SignIn) {
        Some(pending) => anyone.render("web/link.html", context! { token => query.token, name => pending.person.name }),
        None => over(&anyone),
    }
}

/// Uses the link up and signs in.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(form): Form<Token>,
) -> Result<Response, Error> {
    match people::sign_in::redeem_link(&state.sign_in, Secret::new(form.token), anyone.visitor()).await {
        Ok(started) => Ok(enter(&anyone, &started, None)),
        Err(people::Error::Refused | people::Error::NotFound) => over(&anyone),
        Err(error) => Err(error.into()),
    }
}

/// Used, too old or never given: all look the same.
pub(super) fn over(anyone: &Anyone) -> Result<Response, Error> {
    anyone.render_with(StatusCode::NOT_FOUND, "web/link.html", context! { token => (), name => () })
}
