//! Name, language and time zone.

use axum::{extract::State as FromState, response::Response};
use people::person::{self, Changes};
use serde::Deserialize;

use super::overview::refused;
use crate::{Error, Form, SignedIn, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Profile {
    name: String,
    locale: Option<String>,
    zone: Option<String>,
    version: i64,
}

/// Saves the profile.
pub(super) async fn save(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Form(form): Form<Profile>,
) -> Result<Response, Error> {
    caller.caller().session()?;
    let (scope, id) = (caller.scope().clone(), caller.person().id);
    let changes =
        Changes { name: Some(form.name), locale: Some(form.locale), zone: Some(form.zone), ..Changes::default() };
    match state.store.write(move |tx| person::update(tx, &scope, id, Some(form.version), changes)).await {
        Ok(_) => Ok(caller.redirect_done("/account", "done-saved")),
        Err(error) => refused(&state, &caller, error).await,
    }
}
