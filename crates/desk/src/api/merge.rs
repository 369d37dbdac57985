//! Merging items and undoing it.

use axum::{extract::State as FromState, response::Response};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use web::{ApiCaller, IfMatch, Json, Path, State};

use super::{
    items::with_version,
    show::{self, ItemShown},
};
use crate::Error;

/// The item to become a part of.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MergeBody {
    /// Its key or id.
    into: String,
}

/// Both items after a merge was undone.
#[derive(Serialize, ToSchema)]
pub struct UnmergedShown {
    item: ItemShown,
    /// The item it was a part of.
    from: ItemShown,
    /// How many messages came to that one after the merge and stay there.
    stayed: i64,
}

/// Makes an item a part of another and shows that one; the item's keys lead there from now on.
#[utoipa::path(post, path = "/api/v1/items/{item}/merge", tag = "items", params(("item" = String, Path)),
    request_body = MergeBody,
    responses((status = 200, body = ItemShown), (status = 412, description = "Changed in the meantime"),
        (status = 422, description = "The two do not belong together")))]
pub async fn merge(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    IfMatch(version): IfMatch,
    Json(body): Json<MergeBody>,
) -> Result<Response, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .write(move |tx| {
            let source = work::item::find_itself(tx, &scope, &item)?;
            let target = work::item::find(tx, &scope, &body.into)?;
            let merged = work::item::merge(tx, &scope, (source.id, version), (target.id, None))?;
            show::one(tx, &scope, &base_url, merged.id)
        })
        .await?;
    Ok(with_version(shown))
}

/// Makes a merged item, named by its own key, one of its own again.
#[utoipa::path(post, path = "/api/v1/items/{item}/unmerge", tag = "items", params(("item" = String, Path)),
    responses((status = 200, body = UnmergedShown), (status = 422, description = "It is no part of another item")))]
pub async fn unmerge(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    IfMatch(version): IfMatch,
) -> Result<Json<UnmergedShown>, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .write(move |tx| {
            let source = work::item::find_itself(tx, &scope, &item)?;
            let undone = work::item::unmerge(tx, &scope, source.id, version)?;
            Ok::<_, Error>(UnmergedShown {
                item: show::one(tx, &scope, &base_url, undone.source.id)?,
                from: show::one(tx, &scope, &base_url, undone.target.id)?,
                stayed: undone.stayed,
            })
        })
        .await?;
    Ok(Json(shown))
}
