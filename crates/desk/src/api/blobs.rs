//! `POST /api/v1/blobs`: stores a file under the digest of its content, to be named by a message afterwards.

use axum::{
    body::Bytes,
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::json;
use web::{ApiCaller, Json, State};

use crate::upload;

/// Stores the body.
#[utoipa::path(post, path = "/api/v1/blobs", tag = "desk",
    request_body(content = String, content_type = "application/octet-stream"), responses((status = 201)))]
pub async fn put(caller: ApiCaller, FromState(state): FromState<State>, body: Bytes) -> Result<Response, web::Error> {
    if body.is_empty() {
        return Err(web::Error::bad_request("Send the file as the body of the request."));
    }
    let size = body.len();
    upload::note(&state, caller.scope(), vec![(blobs::Digest::of(&body).into(), size)]).await?;
    let digest = state.blobs.put(body.to_vec()).await.map_err(web::Error::internal)?;
    Ok((StatusCode::CREATED, Json(json!({ "sha256": digest.to_string(), "size": size }))).into_response())
}
