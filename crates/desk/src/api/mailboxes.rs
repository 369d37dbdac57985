//! Mailboxes, for administrators.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use web::{ApiCaller, Json, Path, State};

use super::create_item::queue;
use crate::{
    Error,
    mailbox::{self, trial},
};

/// A new mailbox.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMailboxBody {
    address: String,
    #[serde(default)]
    name: String,
    /// The queue's name.
    queue: String,
}

/// Lists mailboxes.
#[utoipa::path(get, path = "/api/v1/mailboxes", tag = "desk", responses((status = 200)))]
pub async fn list(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let all = state.store.read(move |tx| Ok::<_, Error>(mail::mailbox::list(tx, &scope)?)).await?;
    Ok(Json(json!({ "items": all, "next": null })))
}

/// Adds a mailbox whose mail arrives over SMTP.
#[utoipa::path(post, path = "/api/v1/mailboxes", tag = "desk", request_body = NewMailboxBody, responses((status = 201)))]
pub async fn create(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<NewMailboxBody>,
) -> Result<Response, web::Error> {
    let (scope, keys) = (caller.scope().clone(), state.keys.clone());
    let made = state
        .store
        .write(move |tx| {
            let queue = queue(tx, &scope, &body.queue)?;
            let id = mailbox::add(tx, &scope, &keys, mailbox::NewMailbox::of(&body.address, &body.name, queue))?;
            Ok::<_, Error>(mail::mailbox::get(tx, &scope, id)?)
        })
        .await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Shows a mailbox, with what is wrong with it.
#[utoipa::path(get, path = "/api/v1/mailboxes/{mailbox}", tag = "desk", params(("mailbox" = i64, Path)), responses((status = 200)))]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Json<Value>, web::Error> {
    let scope = caller.scope().clone();
    let (found, alarm) = state
        .store
        .read(move |tx| {
            let alarms = mail::mailbox::alarms(tx, &scope)?;
            Ok::<_, Error>((mail::mailbox::get(tx, &scope, id)?, alarms.into_iter().find(|one| one.mailbox == id)))
        })
        .await?;
    Ok(Json(json!({ "mailbox": found, "alarm": alarm })))
}

/// Tries a mailbox out; the steps are read with GET as they are done.
#[utoipa::path(post, path = "/api/v1/mailboxes/{mailbox}/test", tag = "desk", params(("mailbox" = i64, Path)), responses((status = 202)))]
pub async fn try_out(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let begun = state.store.write(move |tx| trial::start(tx, &scope, id)).await?;
    Ok((StatusCode::ACCEPTED, Json(begun)).into_response())
}

/// The last time a mailbox was tried out.
#[utoipa::path(get, path = "/api/v1/mailboxes/{mailbox}/test", tag = "desk", params(("mailbox" = i64, Path)), responses((status = 200), (status = 404)))]
pub async fn last_trial(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(id): Path<i64>,
) -> Result<Json<trial::Trial>, web::Error> {
    let scope = caller.scope().clone();
    let found = state.store.read(move |tx| trial::last(tx, &scope, id)).await?;
    found.map(Json).ok_or_else(web::Error::not_found)
}
