//! Bodies are read to their end or refused with 413, 408 or 400.

use axum::body::{Body, Bytes, HttpBody as _};
use http::{HeaderMap, header};
use http_body_util::{BodyExt as _, LengthLimitError, Limited};

use crate::{Error, kind::Kind};

/// Reads the whole body, at most `limit` bytes.
///
/// # Errors
/// 413 when it is longer, 400 when the client broke off.
pub(crate) async fn read_all(body: Body, limit: usize) -> Result<Bytes, Error> {
    if body.size_hint().lower() > limit as u64 {
        return Err(too_large(limit));
    }
    match Limited::new(body, limit).collect().await {
        Ok(collected) => Ok(collected.to_bytes()),
        Err(error) if is_too_long(error.as_ref()) => Err(too_large(limit)),
        Err(error) => Err(Error::bad_request("The body broke off.").because(error)),
    }
}

/// 413 with the limit in words.
pub(crate) fn too_large(limit: usize) -> Error {
    Error::of(Kind::TooLarge).detail(format!("At most {limit} bytes are read here."))
}

fn is_too_long(error: &(dyn std::error::Error + 'static)) -> bool {
    let mut current = Some(error);
    while let Some(error) = current {
        if error.is::<LengthLimitError>() {
            return true;
        }
        current = error.source();
    }
    false
}

/// The media type of a request, in lower case and without parameters; empty when absent.
pub(crate) fn media_type(headers: &HeaderMap) -> String {
    let value = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
    value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
}
