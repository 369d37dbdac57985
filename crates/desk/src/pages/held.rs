//! Undo: the form beside an answer that waits. Its text comes back into the composer.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use minijinja::{Value, context};
use store::Tx;
use web::{Agent, Path, State};

use super::ticket::{Refused, page};
use crate::{Error, outbound::held};

/// What waits on a ticket, ready to be shown.
///
/// # Errors
/// When the ticket may not be seen.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, item: i64) -> Result<Vec<Value>, Error> {
    let waiting = held::of_item(tx, scope, item)?;
    let shown = |one: held::Held| context! { id => one.id, body => one.body, at => one.say_at.rfc3339() };
    Ok(waiting.into_iter().map(shown).collect())
}

/// Takes an answer back.
pub async fn take_back(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, held)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let scope = agent.scope().clone();
    let taken = state.store.write(move |tx| held::take_back(tx, &scope, held)).await?;
    let reason = Some(agent.text("desk-held-taken-back"));
    page(&agent, &state, agent.scope(), item, Refused { reason, body: taken.body, visibility: None }).await
}
