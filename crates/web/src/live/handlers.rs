//! `/live` for pages, `/api/v1/events` for programs.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use events::Recorded;
use http::{HeaderMap, header};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::OpenApi;

use super::{connection, feed::Place, heard, watcher::Watcher};
use crate::{Error, Json, Query, SignedIn, State, csrf, paging};

/// Batches of the table read for one answer before it is given as it is.
const BATCHES: usize = 10;

/// Where to begin.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct After {
    after: Option<i64>,
    limit: Option<u32>,
}

/// The stream that open pages follow: `{number, kind, subject, id, item}` for each event.
pub(crate) async fn live(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Query(query): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    stream(&state, &caller, &query, &headers, |event| {
        json!({
            "number": event.number,
            "kind": event.event.kind(),
            "subject": event.subject,
            "id": event.subject_id,
            "item": event.item,
        })
    })
    .await
}

/// Numbered events after `after`, or the same as a stream for `Accept: text/event-stream`.
#[utoipa::path(
    get, path = "/api/v1/events", tag = "events", operation_id = "list_events",
    params(
        ("after" = Option<i64>, Query, description = "The number of the last event already seen; 0 begins with the first."),
        ("limit" = Option<u32>, Query, description = "Events wanted, 1 to 200."),
    ),
    responses(
        (status = 200, description = "`{\"items\": […], \"next\": number or null}`; `next` is the `after` of the next call."),
        (status = 401, description = "No valid token or session."),
        (status = 422, description = "A parameter is refused."),
    )
)]
pub(crate) async fn events(
    FromState(state): FromState<State>,
    caller: SignedIn,
    Query(query): Query<After>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("");
    if accept.contains("text/event-stream") {
        let write = if caller.scope().is_staff() { whole } else { public };
        return stream(&state, &caller, &query, &headers, write).await;
    }
    let limit = paging::limit(query.limit)?;
    let scope = caller.scope().clone();
    let from = query.after.unwrap_or(0);
    let followers = state.feed.followers.get().copied();
    let read = move |tx: &mut store::Tx<'_>| list(tx, (&scope, followers), from, limit.rows());
    let (items, next) = state.store.read(read).await?;
    Ok(Json(json!({ "items": items, "next": next })).into_response())
}

async fn stream(
    state: &State,
    caller: &SignedIn,
    query: &After,
    headers: &HeaderMap,
    write: connection::Write,
) -> Result<Response, Error> {
    csrf::require_own_page(headers, &state.settings.origin())?;
    let seen = headers.get("last-event-id").and_then(|value| value.to_str().ok()?.parse().ok());
    let watcher = Watcher::new(caller.caller().credential.clone(), caller.scope().clone());
    let place = Place::take(state, watcher)?;
    connection::open(state, place, seen.or(query.after), write).await
}

fn list(
    tx: &mut store::Tx<'_>,
    (scope, followers): (&base::Scope, Option<heard::Followers>),
    from: i64,
    rows: usize,
) -> Result<(Vec<Value>, Option<i64>), Error> {
    let write = if scope.is_staff() { whole } else { public };
    let mut items = Vec::new();
    let mut last = from;
    for _ in 0..BATCHES {
        let found = heard::after(tx, followers, last, rows as i64)?;
        if found.is_empty() {
            return Ok((items, None));
        }
        for heard in found {
            last = heard.event.number.unwrap_or(last);
            if heard.concerns(scope) {
                items.push(write(&heard.event));
            }
            if items.len() == rows {
                return Ok((items, Some(last)));
            }
        }
    }
    Ok((items, Some(last)))
}

/// What staff sees of an event.
fn whole(event: &Recorded) -> Value {
    let (kind, data) = event.event.parts();
    json!({
        "number": event.number,
        "at": event.at,
        "kind": kind,
        "actor": event.actor,
        "subject": event.subject,
        "id": event.subject_id,
        "item": event.item,
        "organization": event.organization,
        "visibility": event.visibility,
        "data": serde_json::from_str::<Value>(&data).unwrap_or_default(),
    })
}

/// What customers see: data may name internal things.
fn public(event: &Recorded) -> Value {
    json!({
        "number": event.number,
        "at": event.at,
        "kind": event.event.kind(),
        "subject": event.subject,
        "id": event.subject_id,
        "item": event.item,
    })
}

/// The operations of this file.
pub(crate) fn operations() -> utoipa::openapi::OpenApi {
    #[derive(OpenApi)]
    #[openapi(paths(events))]
    struct Operations;
    Operations::openapi()
}
