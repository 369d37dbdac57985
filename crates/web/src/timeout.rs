//! A response must begin in time; streams may then go on for as long as they like.

use axum::{
    extract::{Request, State as FromState},
    middleware::Next,
    response::Response,
};

use crate::{Error, State, kind::Kind};

/// 408 when the response has not begun in time.
pub(crate) async fn limit(FromState(state): FromState<State>, request: Request, next: Next) -> Result<Response, Error> {
    tokio::time::timeout(state.settings.limits.request, next.run(request))
        .await
        .map_err(|_| Error::of(Kind::Timeout).because("no response began in time"))
}
