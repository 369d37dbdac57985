//! The mails of an item: those that came in, with the reason for their place, and the fate of those that went out.

use axum::extract::State as FromState;
use http::StatusCode;
use mail::outbox::{self, Delivery};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{ApiCaller, Json, Path, State};

use crate::{Error, inbound, ticket};

/// How to send again.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RetryBody {
    /// Allow the address first if it gets no more mail.
    allow: bool,
}

/// Lists the mails behind the messages of an item with the decisions that put them there.
#[utoipa::path(get, path = "/api/v1/items/{item}/mails", tag = "mail", params(("item" = String, Path)),
    responses((status = 200)))]
pub async fn mails(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let explained = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            inbound::explained(tx, &scope, item.id)
        })
        .await?;
    let shown = |one: &mail::intake::Explained| json!({ "mail": one.received, "decision": one.decision, "reason": one.reason() });
    Ok(Json(json!({ "items": explained.iter().map(shown).collect::<Vec<_>>(), "next": null })))
}

/// Lists what became of the mails that carry the messages of an item, per recipient.
#[utoipa::path(get, path = "/api/v1/items/{item}/deliveries", tag = "mail", params(("item" = String, Path)),
    responses((status = 200)))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let deliveries: Vec<Delivery> = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            let messages = work::message::list(tx, &scope, item.id)?;
            Ok::<_, Error>(outbox::deliveries_of(tx, &scope, messages.iter().map(|message| message.id).collect())?)
        })
        .await?;
    Ok(Json(json!({ "items": deliveries, "next": null })))
}

/// Sends a mail again to a recipient whom it did not reach.
#[utoipa::path(post, path = "/api/v1/items/{item}/deliveries/{delivery}/retry", tag = "mail",
    params(("item" = String, Path), ("delivery" = i64, Path)), request_body = RetryBody,
    responses((status = 204), (status = 409, description = "It arrived or is still being tried")))]
pub async fn retry(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path((item, delivery)): Path<(String, i64)>,
    Json(body): Json<RetryBody>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| ticket::send_again(tx, &scope, (&item, delivery), body.allow)).await?;
    Ok(StatusCode::NO_CONTENT)
}
