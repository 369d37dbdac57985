//! Messages of an item: listed as far as the caller sees, added as answer, note or the customer's reply.

use axum::{extract::State as FromState, response::Response};
use base::Scope;
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use web::{ApiCaller, Created, Json, Path, State};
use work::{Author, Channel, Format, Message, NewAttachment, Visibility};

use super::show::{self, MessageShown};
use crate::{Error, ticket, upload};

/// All messages of an item.
#[derive(Serialize, ToSchema)]
pub struct MessagePage {
    items: Vec<MessageShown>,
    next: Option<String>,
}

/// A new message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMessageBody {
    body: String,
    /// `markdown` (default), `html` or `text`.
    #[schema(value_type = Option<String>)]
    format: Option<Format>,
    /// `public` (default; goes to the customer) or `internal`.
    #[schema(value_type = Option<String>)]
    visibility: Option<Visibility>,
    /// Files stored before through `/api/v1/blobs`.
    #[serde(default)]
    attachments: Vec<AttachmentBody>,
    /// The position of the last message the author had seen; refused when there is a newer one.
    seen: Option<i64>,
    /// The status the item gets with it.
    status: Option<String>,
}

/// A stored file that belongs to a new message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AttachmentBody {
    sha256: String,
    name: String,
    #[serde(default = "binary")]
    mime: String,
}

fn binary() -> String {
    "application/octet-stream".to_owned()
}

/// Lists the messages of an item in their order.
#[utoipa::path(get, path = "/api/v1/items/{item}/messages", tag = "items", params(("item" = String, Path)),
    responses((status = 200, body = MessagePage)))]
pub async fn list(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
) -> Result<Json<MessagePage>, web::Error> {
    let scope = caller.scope().clone();
    let messages = state
        .store
        .read(move |tx| {
            let item = work::item::find(tx, &scope, &item)?;
            Ok::<_, Error>(work::message::list(tx, &scope, item.id)?)
        })
        .await?;
    let items = messages.into_iter().map(|message| show::message(&state, message)).collect();
    Ok(Json(MessagePage { items, next: None }))
}

/// Adds a message.
#[utoipa::path(post, path = "/api/v1/items/{item}/messages", tag = "items", params(("item" = String, Path)),
    request_body = NewMessageBody,
    responses((status = 201, body = MessageShown), (status = 412, description = "A newer message was not seen")))]
pub async fn add(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(item): Path<String>,
    Json(body): Json<NewMessageBody>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let files = files(&state, &scope, &body.attachments).await?;
    let added = caller.create(move |tx| {
        let message = speak(tx, &scope, &item, body, files)?;
        Ok::<_, Error>(Created::new(show::message(&state, message)))
    });
    added.await
}

fn speak(
    tx: &mut Tx<'_>,
    scope: &Scope,
    item: &str,
    body: NewMessageBody,
    files: Vec<NewAttachment>,
) -> Result<Message, Error> {
    let item = work::item::find(tx, scope, item)?.id;
    let visibility = body.visibility.unwrap_or(Visibility::Public);
    if !scope.is_staff() {
        let author = Author::of(tx, scope)?;
        let mut message = ticket::note::message(item, author, visibility, Channel::Api, body.body, body.format);
        message.attachments = files;
        return Ok(ticket::reply(tx, scope, ticket::Reply { message, may_reopen: true })?.message);
    }
    if visibility == Visibility::Internal {
        let message = ticket::note(tx, scope, item, body.body, files)?;
        if let Some(status) = body.status {
            work::item::set_status(tx, scope, item, None, &status, None)?;
        }
        return Ok(message);
    }
    let answer = ticket::Answer {
        item,
        body: body.body,
        format: body.format,
        seen: body.seen,
        attachments: files,
        status: body.status,
    };
    Ok(ticket::answer(tx, scope, answer)?.1)
}

/// Looks the named blobs up; one that was never stored is refused by name.
pub(super) async fn files(
    state: &State,
    scope: &Scope,
    named: &[AttachmentBody],
) -> Result<Vec<NewAttachment>, web::Error> {
    let mut files = Vec::with_capacity(named.len());
    for file in named {
        let digest = file.sha256.parse::<blobs::Digest>();
        let digest = digest.map_err(|_| web::Error::field("attachments", "The sha256 is not one."))?;
        let missing = || format!("“{}” was not stored; send it to /api/v1/blobs first.", file.name);
        let size = size_of(state, scope, &digest).await?.ok_or_else(|| web::Error::field("attachments", missing()))?;
        files.push(NewAttachment {
            digest: digest.to_string(),
            name: file.name.clone(),
            mime: file.mime.clone(),
            size: i64::try_from(size).unwrap_or(i64::MAX),
            content_id: None,
            inline: false,
        });
    }
    Ok(files)
}

/// None as well for a file that somebody else stored: whether it is there is not told either.
async fn size_of(state: &State, scope: &Scope, digest: &blobs::Digest) -> Result<Option<u64>, web::Error> {
    let (scope, named) = (scope.clone(), digest.to_string());
    if !state.store.read(move |tx| upload::may_name(tx, &scope, &named)).await? {
        return Ok(None);
    }
    let (blobs, digest) = (state.blobs.clone(), digest.clone());
    let looking = base::tasks::spawn_blocking("desk.size_of_blob", move || blobs.size_blocking(&digest));
    looking.await.map_err(web::Error::internal)?.map_err(web::Error::internal)
}
