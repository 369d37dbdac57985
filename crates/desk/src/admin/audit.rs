//! Everything that changed, the newest first: who, what, when.

use axum::{extract::State as FromState, response::Response};
use minijinja::{Value, context};
use serde::Deserialize;
use web::{Admin, Query, State};

use super::sections;
use crate::{Error, pages::Names};

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
    let (events, names) = state
        .store
        .read(move |tx| {
            let events = store::event_log::latest(tx, &scope, before, EVENTS)?;
            let names = Names::of(tx, &scope, &events)?;
            Ok::<_, Error>((events, names))
        })
        .await?;
    let next = events.last().and_then(|event| event.number).filter(|number| *number > 1);
    let rows: Vec<Value> = events
        .iter()
        .map(|event| {
            let (kind, data) = event.event.parts();
            let subject = format!("{} {}", event.subject, event.subject_id);
            let reason = event.actor.strip_prefix("system:").unwrap_or_default();
            let actor = names.get(event.actor_person);
            context! { number => event.number, at => event.at.rfc3339(), actor, reason, kind, data, subject }
        })
        .collect();
    let next = next.map(|number| format!("/admin/audit?before={number}"));
    admin.render("desk/admin/audit.html", context! { sections => sections(&admin), rows, next })
}
