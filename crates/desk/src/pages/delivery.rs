//! What became of the mails that carry messages, per recipient, and what can be done when one did not arrive.

use std::collections::HashMap;

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use mail::outbox::{self, Delivery, DeliveryState};
use minijinja::{Value, context};
use store::Tx;
use web::{Agent, Path, State};
use work::Message;

use crate::{Error, ticket};

/// The deliveries of these messages by message; staff only.
///
/// # Errors
/// When the database fails.
pub fn of(tx: &mut Tx<'_>, scope: &Scope, messages: &[Message]) -> Result<HashMap<i64, Vec<Value>>, Error> {
    let ids: Vec<i64> = messages.iter().filter(|message| message.by_staff).map(|message| message.id).collect();
    if !scope.is_staff() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let deliveries = outbox::deliveries_of(tx, scope, ids)?;
    let addresses: Vec<&str> = deliveries.iter().map(|one| one.address.as_str()).collect();
    let held = outbox::suppressed_among(tx, scope, &addresses)?;
    let mut shown: HashMap<i64, Vec<Value>> = HashMap::new();
    for one in &deliveries {
        if let Some(message) = one.message {
            let is_held = held.contains(&mail::parse::addresses::fold(&one.address));
            shown.entry(message).or_default().push(entry(one, is_held));
        }
    }
    Ok(shown)
}

fn entry(one: &Delivery, held: bool) -> Value {
    let troubled =
        matches!(one.state, DeliveryState::FailedHard | DeliveryState::Complained | DeliveryState::Suppressed);
    context! {
        id => one.id,
        address => one.address.clone(),
        state => one.state.as_str(),
        reason => one.reason.clone(),
        attempts => one.attempts,
        at => one.updated_at.rfc3339(),
        troubled,
        held,
        may_retry => matches!(one.state, DeliveryState::FailedHard | DeliveryState::Suppressed),
    }
}

/// Sends to one recipient again.
pub async fn retry(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, delivery)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let (scope, key) = (agent.scope().clone(), item.clone());
    state.store.write(move |tx| ticket::send_again(tx, &scope, (&key, delivery), false)).await?;
    Ok(agent.redirect_done(&format!("/desk/{item}"), "done-delivery"))
}

/// Allows the recipient's address again and sends to it.
pub async fn allow(
    agent: Agent,
    FromState(state): FromState<State>,
    Path((item, delivery)): Path<(String, i64)>,
) -> Result<Response, web::Error> {
    let (scope, key) = (agent.scope().clone(), item.clone());
    state.store.write(move |tx| ticket::send_again(tx, &scope, (&key, delivery), true)).await?;
    Ok(agent.redirect_done(&format!("/desk/{item}"), "done-allowed"))
}
