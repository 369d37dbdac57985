//! Keys for mail, how mailboxes protect what they send, and what is known about a protected message.

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use base::Secret;
use http::StatusCode;
use mail::security::{self, Encrypts, Kind, Owner, Policy, Verdict};
use serde::{Deserialize, Serialize};
use store::Tx;
use utoipa::ToSchema;
use web::{ApiCaller, Json, Path, State};

use crate::{Error, inbound};

/// A new key; give `mailbox`, or `address`, or `issuer`.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewMailKeyBody {
    /// The mailbox that signs and opens mail with this private key.
    mailbox: Option<i64>,
    /// The address whose key it is; empty for the one that the key names.
    address: Option<String>,
    /// It is the certificate of a trusted issuer.
    #[serde(default)]
    issuer: bool,
    /// PEM or OpenPGP armour.
    key: String,
    /// The password of a private key.
    #[serde(default)]
    password: String,
}

impl NewMailKeyBody {
    fn owner(&self) -> Result<Owner, Error> {
        match (self.mailbox, &self.address, self.issuer) {
            (Some(mailbox), None, false) => Ok(Owner::Mailbox(mailbox)),
            (None, Some(address), false) => Ok(Owner::Address(address.clone())),
            (None, None, true) => Ok(Owner::Issuer),
            _ => Err(Error::invalid("mailbox", "Give one of mailbox, address and issuer.")),
        }
    }
}

/// How a mailbox protects what it sends.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ProtectionBody {
    /// `smime` or `pgp`.
    #[schema(value_type = String)]
    kind: Kind,
    /// It signs every mail with its newest key.
    #[serde(default)]
    signs: bool,
    /// `never`, `possible` (when there is a key for every recipient) or `always`.
    #[schema(value_type = String)]
    encrypts: Encrypts,
}

/// All keys.
#[derive(Serialize)]
pub struct MailKeyPage {
    items: Vec<security::Key>,
    next: Option<String>,
}

/// Lists the certificates and OpenPGP keys; never a private half.
#[utoipa::path(get, path = "/api/v1/mail-keys", tag = "mail", responses((status = 200)))]
pub async fn list(caller: ApiCaller, FromState(state): FromState<State>) -> Result<Json<MailKeyPage>, web::Error> {
    let scope = caller.scope().clone();
    let items = state.store.read(move |tx| Ok::<_, Error>(security::list(tx, &scope)?)).await?;
    Ok(Json(MailKeyPage { items, next: None }))
}

/// Adds a key.
#[utoipa::path(post, path = "/api/v1/mail-keys", tag = "mail", request_body = NewMailKeyBody, responses((status = 201)))]
pub async fn add(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Json(body): Json<NewMailKeyBody>,
) -> Result<Response, web::Error> {
    let (scope, keys) = (caller.scope().clone(), state.keys.clone());
    let adding = move |tx: &mut Tx<'_>| {
        let password = Secret::new(body.password.clone());
        security::add(tx, &scope, &keys, &body.owner()?, (body.key.as_bytes(), &password)).map_err(Error::from)
    };
    let made = state.store.write(adding).await?;
    Ok((StatusCode::CREATED, Json(made)).into_response())
}

/// Takes a key away.
#[utoipa::path(delete, path = "/api/v1/mail-keys/{key}", tag = "mail", params(("key" = i64, Path)), responses((status = 204)))]
pub async fn remove(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(key): Path<i64>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    state.store.write(move |tx| Ok::<_, Error>(security::remove(tx, &scope, key)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Decides how a mailbox protects what it sends.
#[utoipa::path(
    put, path = "/api/v1/mailboxes/{mailbox}/protection", tag = "mail", params(("mailbox" = i64, Path)),
    request_body = ProtectionBody, responses((status = 204))
)]
pub async fn protect(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mailbox): Path<i64>,
    Json(body): Json<ProtectionBody>,
) -> Result<StatusCode, web::Error> {
    let scope = caller.scope().clone();
    let policy = Policy { mailbox, kind: body.kind, signs: body.signs, encrypts: body.encrypts };
    state.store.write(move |tx| Ok::<_, Error>(security::set_policy(tx, &scope, policy)?)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Says what the signature of a message proves and what became of its encryption; `null` when it is not protected.
#[utoipa::path(
    get, path = "/api/v1/messages/{message}/security", tag = "mail", params(("message" = i64, Path)),
    responses((status = 200))
)]
pub async fn show(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
) -> Result<Json<Option<Verdict>>, web::Error> {
    let scope = caller.scope().clone();
    let asking = move |tx: &mut Tx<'_>| {
        let Some(mail) = work::message::get(tx, &scope, message)?.source_mail else { return Ok(None) };
        Ok::<_, Error>(security::verdicts(tx, &scope, vec![mail])?.remove(&mail))
    };
    Ok(Json(state.store.read(asking).await?))
}

/// Tries an encrypted mail again with the keys that there are now.
#[utoipa::path(post, path = "/api/v1/mails/{mail}/open", tag = "mail", params(("mail" = i64, Path)), responses((status = 200)))]
pub async fn open(
    caller: ApiCaller,
    FromState(state): FromState<State>,
    Path(mail): Path<i64>,
) -> Result<Json<Verdict>, web::Error> {
    Ok(Json(inbound::open_again(&state, caller.scope(), mail).await?))
}
