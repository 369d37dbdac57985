//! Who mail is from: the keys that sign ours, and what each mailbox believes of others.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use mail::authentication::{
    Disproved, Trust,
    dkim_key::{self, DkimKey},
    trust,
};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use web::{ApiCaller, Json, Path, State};

use crate::{Error, admin};

/// New keys for a domain.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewKeysBody {
    /// The domain in From, such as example.com.
    domain: String,
    /// The keys' name within the domain; `aftercare` when absent.
    selector: Option<String>,
}

/// What a mailbox believes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TrustBody {
    /// The name under which its own mail server writes Authentication-Results; nobody's results count without it.
    #[serde(default)]
    server: Option<String>,
    /// What becomes of mail that the domain in From disowns: `mark` or `quarantine`.
    #[schema(value_type = String)]
    disproved: Disproved,
}

/// A key with its DNS record.
#[derive(Serialize)]
pub struct KeyShown {
    /// The name of the record.
    name: String,
    /// Its text (TXT).
    text: String,
    #[serde(flatten)]
    key: DkimKey,
}

/// All keys.
#[derive(Serialize)]
pub struct KeyPage {
    items: Vec<KeyShown>,
    next: Option<String>,
}

fn page(keys: Vec<DkimKey>) -> Json<KeyPage> {
    let shown = |key: DkimKey| KeyShown { name: key.record_name(), text: key.record_text(), key };
    Json(KeyPage { items: keys.into_iter().map(shown).collect(), next: None })
}

/// Lists the keys that sign outgoing mail, with the DNS records to publish.
#[utoipa::path(get, path = "/api/v1/dkim-keys", tag = "mail", responses((status = 200)))]
pub async fn list(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<KeyPage>, web::Error> {
    let scope = caller.scope().clone();
    let keys = state.store.read(move |tx| Ok::<_, Error>(dkim_key::list(tx, &scope)?)).await?;
    Ok(page(keys))
}

/// Makes the keys of a domain; each signs from the moment its record was seen in DNS.
#[utoipa::path(post, path = "/api/v1/dkim-keys", tag = "mail", request_body = NewKeysBody, responses((status = 201)))]
pub async fn add(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<NewKeysBody>,
) -> Result<Response, web::Error> {
    let (scope, keys) = (caller.scope().clone(), state.keys.clone());
    let making = base::tasks::spawn_blocking("desk.dkim_keys", dkim_key::generate);
    let new = making.await.map_err(web::Error::internal)?.map_err(Error::from)?;
    let selector = body.selector.unwrap_or_else(|| "aftercare".to_owned());
    let adding = move |tx: &mut Tx<'_>| dkim_key::add(tx, &scope, &keys, (&body.domain, &selector), new);
    let made = state.store.write(adding).await.map_err(Error::from)?;
    Ok((StatusCode::CREATED, page(made)).into_response())
}

/// Asks DNS for every record and shows what it said.
#[utoipa::path(post, path = "/api/v1/dkim-keys/check", tag = "mail", responses((status = 200)))]
pub async fn check(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<KeyPage>, web::Error> {
    Ok(page(admin::senders::look_up_all(&state, caller.scope()).await?))
}

/// Takes a key away; it signs nothing more.
#[utoipa::path(delete, path = "/api/v1/dkim-keys/{key}", tag = "mail", params(("key" = i64, Path)),
    responses((status = 204)))]
pub async fn remove(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(key): Path<i64>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(dkim_key::remove(tx, &scope, key)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Decides what a mailbox believes about the senders of its mail.
#[utoipa::path(put, path = "/api/v1/mailboxes/{mailbox}/trust", tag = "mail", params(("mailbox" = i64, Path)),
    request_body = TrustBody, responses((status = 200)))]
pub async fn believe(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
    Json(body): Json<TrustBody>,
) -> Result<Json<Trust>, web::Error> {
    let scope = caller.scope().clone();
    let believed = Trust { server: body.server, disproved: body.disproved };
    let set = state
        .store
        .write(move |tx| {
            trust::set(tx, &scope, mailbox, &believed)?;
            Ok::<_, Error>(trust::of(tx, mailbox)?)
        })
        .await?;
    Ok(Json(set))
}
