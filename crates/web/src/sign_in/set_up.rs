//! The first administrator, with the token that the console shows; afterwards the page is gone.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use http::StatusCode;
use minijinja::{context, value::Serde};
use people::setup::{self, FirstAdmin};
use serde::Deserialize;

use super::enter;
use crate::{Anyone, Error, FieldError, Form, Query, State};

/// Where the first administrator goes on: without a mailbox nothing can arrive.
const FIRST_STEP: &str = "/admin/mailboxes";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Given {
    token: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAdmin {
    token: String,
    name: String,
    address: String,
    password: String,
}

/// The form, as long as there is no administrator.
pub(super) async fn show(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Query(query): Query<Given>,
) -> Result<Response, Error> {
    require_open(&state).await?;
    let values = context! { token => query.token, name => "", address => "", errors => () };
    anyone.render("web/set-up.html", values)
}

/// Makes the administrator and signs them in.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    anyone: Anyone,
    Form(form): Form<NewAdmin>,
) -> Result<Response, Error> {
    require_open(&state).await?;
    let first = FirstAdmin {
        token: Secret::new(form.token.trim().to_owned()),
        name: form.name.clone(),
        address: form.address.clone(),
        password: Secret::new(form.password),
    };
    match setup::redeem(&state.sign_in, first, anyone.visitor()).await {
        Ok(started) => Ok(enter(&anyone, &started, Some(FIRST_STEP))),
        Err(error) => {
            let wrong_token = || FieldError::new("token", anyone.text("set-up-token-wrong"));
            let refused = matches!(error, people::Error::Refused).then(wrong_token);
            let Some(field) = refused.or_else(|| anyone.refused_field(&error)) else { return Err(error.into()) };
            let values =
                context! { token => form.token, name => form.name, address => form.address, errors => Serde([field]) };
            anyone.render_with(StatusCode::UNPROCESSABLE_ENTITY, "web/set-up.html", values)
        }
    }
}

async fn require_open(state: &State) -> Result<(), Error> {
    if state.store.read(setup::is_open).await? { Ok(()) } else { Err(Error::not_found()) }
}
