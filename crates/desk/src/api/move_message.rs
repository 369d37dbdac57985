//! A message goes to another item, or back.

use axum::extract::State as FromState;
use serde::Deserialize;
use utoipa::ToSchema;
use web::{ApiCaller, Json, Path, State};

use super::show::{self, ItemShown};
use crate::ticket;

/// Where the message goes.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct MoveBody {
    /// The key or id of an item; a new ticket when absent.
    to: Option<String>,
}

/// Moves a message to another item or to a new ticket and shows that one. Later mails that answer it follow.
#[utoipa::path(post, path = "/api/v1/messages/{message}/move", tag = "items", params(("message" = i64, Path)),
    request_body = MoveBody, responses((status = 200, body = ItemShown)))]
pub async fn move_to(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
    Json(body): Json<MoveBody>,
) -> Result<Json<ItemShown>, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .write(move |tx| {
            let to = body.to.map(|key| work::item::find(tx, &scope, &key)).transpose()?;
            let item = ticket::move_message(tx, &scope, message, to.map(|item| item.id))?;
            show::one(tx, &scope, &base_url, item.id)
        })
        .await?;
    Ok(Json(shown))
}

/// Puts a moved message back to the item it came from and shows that one.
#[utoipa::path(post, path = "/api/v1/messages/{message}/move-back", tag = "items", params(("message" = i64, Path)),
    responses((status = 200, body = ItemShown), (status = 422, description = "It came from nowhere")))]
pub async fn move_back(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
) -> Result<Json<ItemShown>, web::Error> {
    let (scope, base_url) = (caller.scope().clone(), state.settings.base_url.clone());
    let shown = state
        .store
        .write(move |tx| {
            let item = ticket::move_back(tx, &scope, message)?;
            show::one(tx, &scope, &base_url, item.id)
        })
        .await?;
    Ok(Json(shown))
}
