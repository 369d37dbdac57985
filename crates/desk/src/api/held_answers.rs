//! Answers that wait: listed, and taken back before they are said.

use axum::{extract::State as FromState, response::Response};
use base::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{ApiCaller, Created, Json, Path, State};
use work::Format;

use super::messages::{AttachmentBody, files};
use crate::{
    Error,
    outbound::held::{self, Held},
    ticket::Answer,
};

/// A new answer that waits.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewHeldAnswer {
    body: String,
    /// `markdown` (default), `html` or `text`.
    #[schema(value_type = Option<String>)]
    format: Option<Format>,
    /// Files stored before through `/api/v1/blobs`.
    #[serde(default)]
    attachments: Vec<AttachmentBody>,
    /// The position of the last message the author had seen; with a newer one the answer is kept as a note.
    seen: Option<i64>,
    /// The status the item gets with it.
    status: Option<String>,
    /// When it is said and sent.
    #[schema(value_type = String)]
    send_at: Timestamp,
}

/// An answer that waits.
#[derive(Serialize, ToSchema)]
pub struct HeldShown {
    id: i64,
    item: i64,
    author: i64,
    body: String,
    format: Option<String>,
    status: Option<String>,
    /// When it is said and sent.
    #[schema(value_type = String)]
    send_at: Timestamp,
}

impl From<Held> for HeldShown {
    fn from(held: Held) -> Self {
        let Held { id, item, author, body, format, status, say_at, .. } = held;
        Self { id, item, author, body, format, status, send_at: say_at }
    }
}

/// Lists the answers that wait on an item.
#[utoipa::path(get, path = "/api/v1/items/{item}/held-answers", tag = "items", params(("item" = String, Path)),
    responses((status = 200)))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let waiting = state.store.read(move |tx| {
        let item = work::item::find(tx, &scope, &item)?.id;
        held::of_item(tx, &scope, item)
    });
    let items: Vec<HeldShown> = waiting.await?.into_iter().map(HeldShown::from).collect();
    Ok(Json(json!({ "items": items, "next": null })))
}

/// Holds a public answer until its time; it can be taken back before.
#[utoipa::path(post, path = "/api/v1/items/{item}/held-answers", tag = "items", params(("item" = String, Path)),
    request_body = NewHeldAnswer, responses((status = 201, body = HeldShown)))]
pub async fn hold(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Json(new): Json<NewHeldAnswer>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let attachments = files(&state, &scope, &new.attachments).await?;
    let held = caller.create(move |tx| {
        let NewHeldAnswer { body, format, seen, status, send_at, .. } = new;
        let item = work::item::find(tx, &scope, &item)?.id;
        let held = held::hold(tx, &scope, Answer { item, body, format, seen, attachments, status }, send_at)?;
        Ok::<_, Error>(Created::new(HeldShown::from(held)))
    });
    held.await
}

/// Takes an answer back; the answer holds its text, for the composer.
#[utoipa::path(post, path = "/api/v1/held-answers/{held}/take-back", tag = "items", params(("held" = i64, Path)),
    responses((status = 200, body = HeldShown), (status = 409, description = "It was said or taken back already")))]
pub async fn take_back(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(held): Path<i64>,
) -> Result<Json<HeldShown>, web::Error> {
    let scope = caller.scope().clone();
    let taken = state.store.write(move |tx| held::take_back(tx, &scope, held)).await?;
    Ok(Json(taken.into()))
}
