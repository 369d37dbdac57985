//! Before sensitive changes the password is asked for once more; it holds for ten minutes.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use http::StatusCode;
use minijinja::context;
use people::sign_in::prove_again;
use serde::Deserialize;

use crate::{Error, Form, Query, SignedIn, State, next::next_or_home};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Where {
    next: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    password: String,
    next: Option<String>,
}

/// The form. Who has no password signs in anew instead.
pub(super) async fn show(caller: SignedIn, Query(query): Query<Where>) -> Result<Response, Error> {
    form(&caller, query.next, false)
}

/// Compares the password and goes on.
pub(super) async fn submit(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Form(proof): Form<Proof>,
) -> Result<Response, Error> {
    let session = caller.caller().session()?;
    match prove_again(&state.sign_in, session, Secret::new(proof.password), caller.address()).await {
        Ok(_) => Ok(caller.redirect(next_or_home(proof.next.as_deref()))),
        Err(people::Error::Refused) => form(&caller, proof.next, true),
        Err(error) => Err(error.into()),
    }
}

fn form(caller: &SignedIn, next: Option<String>, refused: bool) -> Result<Response, Error> {
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let values = context! { next, refused, has_password => caller.person().has_password };
    caller.render_with(status, "web/confirm.html", values)
}
