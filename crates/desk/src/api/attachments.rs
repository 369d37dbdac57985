//! Files of messages are handed out to whoever may see the message, never run in our origin.

use axum::{extract::State as FromState, response::Response};
use web::{Path, SignedIn, State};

use crate::Error;

/// Hands out one file.
pub async fn get(
    caller: SignedIn,
    FromState(state): FromState<State>,
    Path(attachment): Path<i64>,
) -> Result<Response, web::Error> {
    let scope = caller.scope().clone();
    let file = state.store.read(move |tx| Ok::<_, Error>(work::message::attachment(tx, &scope, attachment)?)).await?;
    let digest = file.digest.parse::<blobs::Digest>().map_err(|_| web::Error::not_found())?;
    let bytes = state.blobs.get(&digest).await.map_err(web::Error::internal)?;
    Ok(web::download(bytes, &file.name, &file.mime))
}
