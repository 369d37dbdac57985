//! What happened to an item, oldest first, as far as the caller may know.

use axum::extract::State as FromState;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Json, Path, Query, State};

use crate::Error;

/// Which part of the history.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct HistoryParameters {
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A page of events.
#[derive(Serialize, ToSchema)]
pub struct EventPage {
    #[schema(value_type = Vec<Object>)]
    items: Vec<events::Recorded>,
    next: Option<String>,
}

/// Lists the events of an item.
#[utoipa::path(get, path = "/api/v1/items/{item}/events", tag = "items",
    params(("item" = String, Path), HistoryParameters), responses((status = 200, body = EventPage)))]
pub async fn of_item(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Query(parameters): Query<HistoryParameters>,
) -> Result<Json<EventPage>, web::Error> {
    let limit = web::page::limit(parameters.limit)?;
    let after = match web::page::cursor(parameters.cursor.as_deref())? {
        Some(cursor) => cursor.integer(0).map_err(|error| web::Error::field("cursor", error.to_string()))?,
        None => 0,
    };
    let scope = caller.scope().clone();
    let events = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            Ok::<_, Error>(store::event_log::of_item(tx, &scope, item.id, after, limit.with_probe())?)
        })
        .await?;
    let page = base::Page::cut(events, limit, |event| base::Cursor(vec![event.id.into()]));
    Ok(Json(EventPage { items: page.items, next: page.next }))
}
