//! Everything that changed, the newest first: who, what, when.

use axum::{extract::State as FromState, response::Response};
use minijinja::{Value, context};
use serde::Deserialize;
use web::{Admin, Query, State};

use super::tabs;

/// Events on one page.
const EVENTS: i64 = 100;

/// The address of the list.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ListAddress {
    before: Option<i64>,
}

/// Lists events.
pub async fn list(
    admin: Admin,
    FromState(state): FromState<State>,
    Query(address): Query<ListAddress>,
) -> Result<Response, web::Error> {
    let scope = admin.scope().clone();
    let before = address.before.unwrap_or(i64::MAX);
    let events = state.store.read(move |tx| store::event_log::latest(tx, &scope, before, EVENTS)).await?;
    let next = events.last().and_then(|event| event.number).filter(|number| *number > 1);
    let rows: Vec<Value> = events
        .iter()
        .map(|event| {
            let (kind, data) = event.event.parts();
            let subject = format!("{} {}", event.subject, event.subject_id);
            context! { number => event.number, at => event.at.rfc3339(), actor => event.actor.clone(), kind, data, subject }
        })
        .collect();
    let next = next.map(|number| format!("/admin/audit?before={number}"));
    admin.render("desk/admin/audit.html", context! { tabs => tabs(&admin), rows, next })
}
