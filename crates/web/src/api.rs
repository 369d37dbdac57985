//! The description of the API, merged from all modules, and its page.

mod page;

use axum::{
    body::Bytes,
    extract::State as FromState,
    response::{IntoResponse, Response},
};
use http::{HeaderValue, header};
use serde_json::{Value, json};
use utoipa::openapi::{
    ContactBuilder, InfoBuilder, OpenApi, OpenApiBuilder,
    security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme},
};

pub(crate) use page::docs;

use crate::{Error, State};

/// The finished document.
pub(crate) struct Document {
    value: Value,
    bytes: Bytes,
}

impl Document {
    /// Merges the parts; what is described twice counts once.
    pub(crate) fn merge(parts: impl IntoIterator<Item = OpenApi>) -> Self {
        let info = InfoBuilder::new()
            .title("Aftercare")
            .version(env!("CARGO_PKG_VERSION"))
            .description(Some("Errors are application/problem+json (RFC 9457). Instants are RFC 3339 in UTC."))
            .contact(Some(ContactBuilder::new().name(Some("Your administrator")).build()))
            .build();
        let mut whole = OpenApiBuilder::new().info(info).build();
        for part in parts {
            whole.merge(part);
        }
        let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
        whole.components.get_or_insert_default().add_security_scheme("token", scheme);
        whole.security = Some(vec![SecurityRequirement::new("token", Vec::<String>::new())]);
        let value = serde_json::to_value(&whole).unwrap_or_else(|_| json!({}));
        Self { bytes: value.to_string().into(), value }
    }

    /// The document as JSON.
    pub(crate) const fn value(&self) -> &Value {
        &self.value
    }
}

/// `/api/v1/openapi.json`.
pub(crate) async fn document(FromState(state): FromState<State>) -> Result<Response, Error> {
    let document = state.document.get().ok_or_else(Error::not_found)?;
    let json = HeaderValue::from_static("application/json");
    Ok(([(header::CONTENT_TYPE, json)], document.bytes.clone()).into_response())
}
