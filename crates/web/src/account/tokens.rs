//! API tokens: made after a fresh password, shown once.

use axum::{extract::State as FromState, response::Response};
use minijinja::context;
use people::token::{self, NewToken};
use serde::Deserialize;

use super::overview::refused;
use crate::{Error, Form, Path, SignedIn, State};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Wanted {
    name: String,
    days: u32,
}

/// Makes a token and shows it.
pub(super) async fn add(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Form(form): Form<Wanted>,
) -> Result<Response, Error> {
    caller.caller().require_elevated(state.world.now())?;
    let (scope, person) = (caller.scope().clone(), caller.person().id);
    let new = NewToken { name: form.name, days: form.days };
    match state.store.write(move |tx| token::add(tx, &scope, person, &new)).await {
        Ok(added) => {
            let values = context! { token => added.token.expose(), expires_at => added.expires_at.rfc3339() };
            caller.render("web/account-token.html", values)
        }
        Err(error) => refused(&state, &caller, error).await,
    }
}

/// Revokes one of one's own tokens.
pub(super) async fn revoke(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Path(id): Path<i64>,
) -> Result<Response, Error> {
    caller.caller().session()?;
    let (scope, person) = (caller.scope().clone(), caller.person().id);
    state
        .store
        .write(move |tx| {
            let mine = token::list(tx, &scope, person)?.iter().any(|token| token.id == id);
            if !mine {
                return Err(Error::not_found());
            }
            Ok(token::revoke(tx, &scope, id)?)
        })
        .await?;
    Ok(caller.redirect_done("/account", "done-token-revoked"))
}
