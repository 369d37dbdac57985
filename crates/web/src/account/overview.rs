//! The account on one page.

use axum::{extract::State as FromState, response::Response};
use http::StatusCode;
use minijinja::{Value, context, value::Serde};
use people::{session, token};

use super::browser;
use crate::{By, Error, FieldError, SignedIn, State};

/// Shows the account.
pub(super) async fn show(FromState(state): FromState<State>, caller: SignedIn) -> Result<Response, Error> {
    page(&state, &caller, Vec::new()).await
}

/// The account with what was refused.
pub(super) async fn page(state: &State, caller: &SignedIn, errors: Vec<FieldError>) -> Result<Response, Error> {
    caller.caller().session()?;
    let (scope, person) = (caller.scope().clone(), caller.person().id);
    let (sessions, tokens) = state
        .store
        .read(move |tx| {
            let sessions = session::list(tx, &scope, person)?;
            Ok::<_, Error>((sessions, token::list(tx, &scope, person)?))
        })
        .await?;
    let own = match caller.by() {
        Some(By::Session { id, .. }) => Some(id),
        _ => None,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let named =
        |one: &session::Session| context! { browser => browser::name(&one.user_agent), ..Value::from(Serde(one)) };
    let sessions: Vec<Value> = sessions.iter().map(named).collect();
    let values = context! {
        person => Serde(caller.person()),
        layout => if caller.scope().is_staff() { "ui/layout/admin.html" } else { "ui/layout/portal.html" },
        sessions,
        own_session => own,
        tokens => Serde(tokens),
        errors => Serde(errors),
        max_days => token::MAX_DAYS,
    };
    caller.render_with(status, "web/account.html", values)
}

/// The account again when a field was refused, else the error itself.
pub(super) async fn refused(state: &State, caller: &SignedIn, error: people::Error) -> Result<Response, Error> {
    match caller.refused_field(&error) {
        Some(field) => page(state, caller, vec![field]).await,
        None => Err(error.into()),
    }
}
