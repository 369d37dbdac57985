//! Senders whose mail is put aside, and addresses that get no more mail.

use axum::extract::State as FromState;
use base::Page;
use http::StatusCode;
use mail::{
    intake::{self, Blocked},
    outbox::{self, Suppressed},
};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Json, Path, Query, State};

use crate::{Error, ticket::undelivered};

/// Which page.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct PageParameters {
    limit: Option<u32>,
    cursor: Option<String>,
}

/// A sender to block.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct BlockBody {
    /// An address, or `@` and a domain with everything below it.
    sender: String,
    #[serde(default)]
    reason: String,
}

/// Lists blocked senders.
#[utoipa::path(get, path = "/api/v1/blocked-senders", tag = "mail", params(PageParameters), responses((status = 200)))]
pub async fn blocked(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(asked): Query<PageParameters>,
) -> Result<Json<Page<Blocked>>, web::Error> {
    let (scope, limit) = (caller.scope().clone(), web::page::limit(asked.limit)?);
    let page = state.store.read(move |tx| intake::blocked(tx, &scope, limit, asked.cursor.as_deref())).await;
    Ok(Json(page.map_err(Error::from)?))
}

/// Blocks a sender: their mail is put aside from now on.
#[utoipa::path(post, path = "/api/v1/blocked-senders", tag = "mail", request_body = BlockBody,
    responses((status = 204)))]
pub async fn block(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<BlockBody>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| intake::block(tx, &scope, &body.sender, &body.reason)).await.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lets mail of a sender in again.
#[utoipa::path(delete, path = "/api/v1/blocked-senders/{blocked}", tag = "mail", params(("blocked" = i64, Path)),
    responses((status = 204)))]
pub async fn unblock(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(blocked): Path<i64>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| intake::unblock(tx, &scope, blocked)).await.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Lists addresses that get no more mail, because it failed or was called unwanted.
#[utoipa::path(get, path = "/api/v1/suppressed-addresses", tag = "mail", params(PageParameters),
    responses((status = 200)))]
pub async fn suppressed(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(asked): Query<PageParameters>,
) -> Result<Json<Page<Suppressed>>, web::Error> {
    let (scope, limit) = (caller.scope().clone(), web::page::limit(asked.limit)?);
    let page = state.store.read(move |tx| outbox::suppressed(tx, &scope, limit, asked.cursor.as_deref())).await;
    Ok(Json(page.map_err(Error::from)?))
}

/// Lets mail to an address out again and ends the task that was raised for it.
#[utoipa::path(delete, path = "/api/v1/suppressed-addresses/{address}", tag = "mail",
    params(("address" = String, Path)), responses((status = 204)))]
pub async fn allow(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(address): Path<String>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| undelivered::allow(tx, &scope, &address)).await?;
    Ok(StatusCode::NO_CONTENT)
}
