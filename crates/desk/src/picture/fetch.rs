//! A remote picture is handed out to whoever may see its message; fetched once, then kept.

use std::time::Duration;

use ::store::{Tx, params};
use axum::{extract::State as FromState, response::Response};
use blobs::Digest;
use connector::{Policy, Request};
use mail::mailbox::Outside;
use serde::Deserialize;
use web::{Path, Query, SignedIn, State};

use super::{is_right, kind, store as sql};
use crate::Error;

/// The largest picture, in bytes.
const LARGEST: usize = 5 * 1024 * 1024;
/// How long a fetched picture is shown without asking for it again.
const KEPT: Duration = Duration::from_secs(30 * 24 * 3_600);

/// Which picture.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PictureAddress {
    url: String,
    code: String,
}

/// Hands it out.
pub async fn get(
    caller: SignedIn,
    FromState(state): FromState<State>,
    Path(message): Path<i64>,
    Query(PictureAddress { url, code }): Query<PictureAddress>,
) -> Result<Response, web::Error> {
    if !is_right(&state.keys, message, &url, &code) {
        return Err(web::Error::not_found());
    }
    let scope = caller.scope().clone();
    let hash = keys::hash_token(&url);
    let looked_up = hash.clone();
    let known = state
        .store
        .read(move |tx| {
            work::message::get(tx, &scope, message)?;
            known(tx, &looked_up)
        })
        .await?;
    let (digest, kind) = match known {
        Some(known) => known,
        None => fetch(&state, &url, hash).await?,
    };
    let bytes = state.blobs.get(&digest).await.map_err(web::Error::internal)?;
    Ok(web::download(bytes, "picture", &kind))
}

fn known(tx: &mut Tx<'_>, hash: &str) -> Result<Option<(Digest, String)>, Error> {
    let since = tx.now().minus(KEPT);
    let row = tx.query_optional(sql::KNOWN, params![hash, since], |row| Ok((row.get::<String>(0)?, row.get(1)?)))?;
    Ok(row.and_then(|(digest, kind)| Some((digest.parse().ok()?, kind))))
}

/// What is no picture, too large or not to be reached is not there for the reader.
async fn fetch(state: &State, url: &str, hash: String) -> Result<(Digest, String), web::Error> {
    let outside = state.extensions.get::<Outside>().ok_or_else(|| web::Error::unavailable("no way out"))?;
    let request = Request::get(url).redirects(3).limit(LARGEST);
    let response = outside.connector.send(request, &Policy::STRANGERS).await.map_err(|error| {
        tracing::info!(%error, "a picture in a mail could not be fetched");
        web::Error::not_found()
    })?;
    let says_picture = response.media_type().starts_with("image/");
    let kind = kind(&response.body).filter(|_| response.status.is_success() && says_picture);
    let kind = kind.ok_or_else(web::Error::not_found)?.to_owned();
    let digest = state.blobs.put(response.body).await.map_err(web::Error::internal)?;
    let (kept, what) = (digest.clone(), kind.clone());
    let keep = move |tx: &mut Tx<'_>| {
        let (id, now) = (tx.new_id()?, tx.now());
        tx.execute(sql::KEEP, params![id, hash, kept.as_str(), what, now])
    };
    state.store.write(keep).await?;
    Ok((digest, kind))
}
