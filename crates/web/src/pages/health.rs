//! Whether the process lives, and whether it can work.

use std::time::Duration;

use axum::{
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde_json::json;
use store::event_log;

use crate::{Json, State};

/// A store that has not answered by then is not ready.
const PATIENCE: Duration = Duration::from_secs(2);

/// The process answers.
pub(super) async fn alive() -> Response {
    Json(json!({ "status": "ok", "version": env!("CARGO_PKG_VERSION") })).into_response()
}

/// The store answers, its disk is sound, and no shutdown is under way.
pub(super) async fn ready(FromState(state): FromState<State>) -> Response {
    let stopping = state.shutdown.is_cancelled();
    let answer = tokio::time::timeout(PATIENCE, state.store.read(event_log::last_number)).await;
    let store = matches!(answer, Ok(Ok(_))) && state.store.is_sound();
    let ready = store && !stopping;
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let word = |good: bool| if good { "ok" } else { "failed" };
    let checks = json!({ "store": word(store), "accepting": word(!stopping) });
    let body = json!({ "status": if ready { "ready" } else { "not ready" }, "checks": checks });
    (status, Json(body)).into_response()
}
