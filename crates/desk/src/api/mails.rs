//! Received mails: where they are and why, and what can be decided about those that wait.

use axum::{extract::State as FromState, response::Response};
use base::{Page, Scope};
use http::StatusCode;
use mail::{
    authentication::{self, Origin},
    intake::{self, Balance, Received},
    thread::Decision,
};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::{IntoParams, ToSchema};
use web::{ApiCaller, Json, Path, Query, State};

use crate::{Error, inbound};

/// Which mails.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub struct MailParameters {
    /// `received`, `ticketed`, `appended`, `quarantined` (default) or `dropped`.
    state: Option<String>,
    /// Why it was quarantined or dropped, as in the balance.
    cause: Option<String>,
    /// The id of the mailbox it was for.
    mailbox: Option<i64>,
    limit: Option<u32>,
    cursor: Option<String>,
}

/// The ticket that a mail shall become.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReleaseBody {
    /// The queue's name.
    queue: String,
    /// The address of whoever asks; the mail's sender when absent.
    requester: Option<String>,
}

/// A ticket that was made of a mail.
#[derive(Debug, Serialize, ToSchema)]
pub struct ReleasedShown {
    key: String,
}

/// A mail with the reasons for its place.
#[derive(Debug, Serialize)]
pub struct MailShown {
    #[serde(flatten)]
    received: Received,
    decision: Option<Decision>,
    origin: Option<Origin>,
}

/// Lists mails, the newest first.
#[utoipa::path(get, path = "/api/v1/mails", tag = "mail", params(MailParameters), responses((status = 200)))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Query(asked): Query<MailParameters>,
) -> Result<Json<Page<Received>>, web::Error> {
    let (scope, limit) = (caller.scope().clone(), web::page::limit(asked.limit)?);
    let wanted = asked.state.as_deref().map_or(intake::State::Quarantined, intake::State::parse);
    let filter = intake::Filter { cause: asked.cause, mailbox: asked.mailbox, ..intake::Filter::of(wanted) };
    let list = move |tx: &mut Tx<'_>| intake::list(tx, &scope, &filter, limit, asked.cursor.as_deref());
    Ok(Json(state.store.read(list).await.map_err(Error::from)?))
}

/// Counts all mails by what became of them.
#[utoipa::path(get, path = "/api/v1/mails/balance", tag = "mail", responses((status = 200)))]
pub async fn balance(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<Balance>, web::Error> {
    let scope = caller.scope().clone();
    Ok(Json(state.store.read(move |tx| mail::balance(tx, &scope)).await.map_err(Error::from)?))
}

/// Shows one mail and why it went where it went; agents see the mails of tickets, administrators all.
#[utoipa::path(get, path = "/api/v1/mails/{mail}", tag = "mail", params(("mail" = i64, Path)), responses((status = 200)))]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Json<MailShown>, web::Error> {
    let scope = caller.scope().clone();
    let shown = state
        .store
        .read(move |tx| {
            let received = readable(tx, &scope, mail)?;
            let decision = intake::explained(tx, &scope, vec![mail])?.pop().and_then(|explained| explained.decision);
            Ok::<_, Error>(MailShown { received, decision, origin: authentication::of_mail(tx, &scope, mail)? })
        })
        .await?;
    Ok(Json(shown))
}

/// Hands out the mail exactly as it came.
#[utoipa::path(get, path = "/api/v1/mails/{mail}/raw", tag = "mail", params(("mail" = i64, Path)),
    responses((status = 200, content_type = "message/rfc822")))]
pub async fn raw(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let received = state.store.read(move |tx| readable(tx, &scope, mail)).await?;
    let raw = intake::raw(&state.blobs, &received).await.map_err(Error::from)?;
    Ok(web::download(raw, &format!("mail-{mail}.eml"), "message/rfc822"))
}

fn readable(tx: &mut Tx<'_>, scope: &Scope, mail: i64) -> Result<Received, Error> {
    if !scope.is_admin() && work::message::by_source(tx, scope, mail)?.is_none() {
        return Err(work::Error::NotFound.into());
    }
    Ok(intake::get(tx, scope, mail)?)
}

/// Processes a mail once more that waits or was put aside.
#[utoipa::path(post, path = "/api/v1/mails/{mail}/retry", tag = "mail", params(("mail" = i64, Path)),
    responses((status = 204), (status = 409, description = "It was decided meanwhile")))]
pub async fn retry(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| intake::retry(tx, &scope, mail)).await.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Puts a mail aside that waits; its raw bytes stay.
#[utoipa::path(post, path = "/api/v1/mails/{mail}/discard", tag = "mail", params(("mail" = i64, Path)),
    responses((status = 204), (status = 409, description = "It was decided meanwhile")))]
pub async fn discard(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| intake::discard(tx, &scope, mail)).await.map_err(Error::from)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Makes a new ticket of a mail that waits, whatever spoke against it.
#[utoipa::path(post, path = "/api/v1/mails/{mail}/release", tag = "mail", params(("mail" = i64, Path)),
    request_body = ReleaseBody, responses((status = 200, body = ReleasedShown)))]
pub async fn release(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
    Json(body): Json<ReleaseBody>,
) -> Result<Json<ReleasedShown>, web::Error> {
    let scope = caller.scope().clone();
    let queue = state.store.read(move |tx| super::create_item::queue(tx, &scope, &body.queue)).await?;
    let release = inbound::Release { mail, queue, requester: body.requester };
    Ok(Json(ReleasedShown { key: inbound::release(&state, caller.scope(), release).await? }))
}
