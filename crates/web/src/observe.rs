//! Every request has an id, one line in the log and a place in the histogram of durations.
//!
//! Paths are logged with their placeholders and without query strings, since those hold secrets.

use axum::{
    extract::{MatchedPath, Request, State as FromState},
    middleware::Next,
    response::Response,
};
use http::{HeaderValue, Method};

use crate::State;

/// Names one request in the log and in `X-Request-Id`.
#[derive(Clone, Debug)]
pub struct RequestId(String);

impl RequestId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Measures and logs a request.
pub(crate) async fn observe(FromState(state): FromState<State>, mut request: Request, next: Next) -> Response {
    let id = RequestId(state.world.token(9));
    let method = method_label(request.method());
    let route = request.extensions().get::<MatchedPath>().map_or("none", MatchedPath::as_str).to_owned();
    request.extensions_mut().insert(id.clone());
    let start = state.world.now();
    let mut response = next.run(request).await;
    let taken = state.world.now().since(start);
    let status = response.status();
    let labels = [("method", method), ("route", route.as_str()), ("status", status.as_str())];
    state.metrics.histogram("http_request_seconds", "Time until a response begins, by route.", &labels).observe(taken);
    tracing::info!(
        request = id.as_str(),
        method,
        route,
        status = status.as_u16(),
        micros = taken.as_micros() as u64,
        "request"
    );
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        response.headers_mut().insert("x-request-id", value);
    }
    response
}

/// Only known methods, since callers can make up others and each would be a series of its own.
fn method_label(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
