//! A text as its readers will get it: the same Markdown, made safe in the same way.

use axum::response::Html;
use serde::Deserialize;
use web::{Agent, Form};

/// What was written so far.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Written {
    #[serde(default)]
    body: String,
}

/// Shows it.
pub async fn preview(_agent: Agent, Form(written): Form<Written>) -> Html<String> {
    Html(work::markdown::to_html(&written.body))
}
