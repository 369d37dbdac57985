//! A new password, against the old one; all other sessions end and this browser gets a new one.

use axum::{extract::State as FromState, response::Response};
use base::Secret;
use people::sign_in::change_password;
use serde::Deserialize;

use super::overview::{page, refused};
use crate::{Error, FieldError, Form, SignedIn, State, sign_in::with_session};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[serde(default)]
    old_password: String,
    password: String,
}

/// Changes the password.
pub(super) async fn change(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Form(form): Form<Change>,
) -> Result<Response, Error> {
    let session = caller.caller().session()?;
    if !session.person.has_password {
        caller.caller().require_elevated(state.world.now())?;
    }
    let (old, new) = (Secret::new(form.old_password), Secret::new(form.password));
    match change_password(&state.sign_in, session, old, new, caller.visitor()).await {
        Ok(started) => {
            let response = caller.redirect_done("/account", "done-password");
            Ok(with_session(&caller, response, &started))
        }
        Err(people::Error::Refused) => {
            let wrong = FieldError::new("old_password", caller.text("account-password-wrong"));
            page(&state, &caller, vec![wrong]).await
        }
        Err(error) => refused(&state, &caller, error).await,
    }
}
