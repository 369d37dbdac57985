//! What browsers blocked on our pages: counted, and a few words of it logged.

use axum::{
    body::Body,
    extract::{Request, State as FromState},
};
use http::StatusCode;
use serde_json::Value;

use crate::{Error, State, input::read_all, limits};

/// Takes a report (`report-uri`).
pub(super) async fn take(FromState(state): FromState<State>, request: Request<Body>) -> Result<StatusCode, Error> {
    let bytes = read_all(request.into_body(), limits::REPORT).await?;
    let report: Value = serde_json::from_slice(&bytes).map_err(|_| Error::bad_request("A report is JSON."))?;
    state.metrics.counter("http_content_security_reports_total", "Resources that browsers blocked.", &[]).count();
    let word = |name: &str| {
        let text = report.pointer(&format!("/csp-report/{name}")).and_then(Value::as_str).unwrap_or("");
        base::text::clean_line(base::text::truncate(text, 200))
    };
    tracing::warn!(
        directive = word("effective-directive"),
        blocked = word("blocked-uri"),
        source = word("source-file"),
        "a browser blocked a resource"
    );
    Ok(StatusCode::NO_CONTENT)
}
