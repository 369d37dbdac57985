//! An invitation or a forgotten password: a link from a mail lets its holder set a password.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use http::StatusCode;
use minijinja::{context, value::Serde};
use people::link::{self, Purpose};
use serde::Deserialize;

use super::{enter, link::over};
use crate::{Anyone, Error, Form, Query, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Token {
    token: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewPassword {
    token: String,
    password: String,
}

/// The form; looking uses nothing up.
pub(super) async fn show(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Query(query): Query<Token>,
) -> Result<Response, Error> {
    let token = query.token.clone();
    let pending = state.store.read(move |tx| link::look(tx, &token)).await?;
    match pending.filter(|pending| pending.purpose != Purpose::SignIn) {
        Some(pending) => {
            let values = context! { token => query.token, address => pending.person.address, errors => () };
            anyone.render("web/reset.html", values)
        }
        None => over(&anyone),
    }
}

/// Sets the password, uses the link up and signs in.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(form): Form<NewPassword>,
) -> Result<Response, Error> {
    let (token, password) = (Secret::new(form.token.clone()), Secret::new(form.password));
    match people::sign_in::set_password(&state.sign_in, token, password, anyone.visitor()).await {
        Ok(started) => Ok(enter(&anyone, &started, None)),
        Err(people::Error::Refused | people::Error::NotFound) => over(&anyone),
        Err(error) => match anyone.refused_field(&error) {
            Some(field) => {
                let values = context! { token => form.token, address => (), errors => Serde([field]) };
                anyone.render_with(StatusCode::UNPROCESSABLE_ENTITY, "web/reset.html", values)
            }
            None => Err(error.into()),
        },
    }
}
