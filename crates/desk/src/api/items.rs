//! Items in lists and one by one.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use base::Scope;
use http::{StatusCode, header};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Json, Path, Query, State};

use super::show::{self, ItemPage, ItemShown};
use crate::{Error, find};

/// What to list.
#[derive(Debug, Deserialize, IntoParams, ToSchema)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct ListParameters {
    /// A query in the filter language, for example `status:open priority:<=2 printer`.
    #[serde(default)]
    q: String,
    /// Rows wanted, 1 to 200.
    limit: Option<u32>,
    /// The cursor of the page before.
    cursor: Option<String>,
}

/// Lists items, the latest change first unless the query sorts.
#[utoipa::path(get, path = "/api/v1/items", tag = "items", params(ListParameters),
    responses((status = 200, body = ItemPage), (status = 422, description = "The query cannot be read")))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(parameters): Query<ListParameters>,
) -> Result<Json<ItemPage>, web::Error> {
    let limit = web::page::limit(parameters.limit)?;
    let asked = find::Asked { text: parameters.q, zone: caller.zone().to_owned(), limit, cursor: parameters.cursor };
    let found = find::find(&state, caller.scope(), asked).await?;
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let page = state.store.read(move |tx| show::items(tx, &scope, &base_url, found.page)).await?;
    Ok(Json(page))
}

/// Shows one item by its key or id.
#[utoipa::path(get, path = "/api/v1/items/{item}", tag = "items", params(("item" = String, Path)),
    responses((status = 200, body = ItemShown), (status = 404, description = "Absent or not visible")))]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Response, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .read(move |tx| {
            let found = work::item::find(tx, &scope, &item)?;
            show::one(tx, &scope, &base_url, found.id)
        })
        .await?;
    Ok(with_version(shown))
}

/// Puts an item into the recycle bin.
#[utoipa::path(delete, path = "/api/v1/items/{item}", tag = "items", params(("item" = String, Path)),
    responses((status = 204, description = "In the recycle bin now")))]
pub async fn delete(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<StatusCode, web::Error> {
    let scope: Scope = caller.scope().clone();
    state
        .store
        .write(move |tx| {
            let found = work::item::find(tx, &scope, &item)?;
            work::item::delete(tx, &scope, found.id, None)?;
            Ok::<_, Error>(())
        })
        .await?;
    Ok(StatusCode::NO_CONTENT)
}

/// The item with its version as entity tag, which `If-Match` takes back.
pub fn with_version(item: ItemShown) -> Response {
    let tag = web::version_tag(show::version(&item));
    ([(header::ETAG, tag)], Json(item)).into_response()
}
