//! JSON answers to GET carry an entity tag; who already has the same content gets 304 (RFC 9110 §13).

use axum::{
    body::{Body, HttpBody as _},
    extract::{FromRequestParts, Request},
    middleware::Next,
    response::Response,
};
use http::{HeaderMap, HeaderValue, Method, StatusCode, header, request::Parts};

use crate::{
    Error, State,
    input::{is_json, media_type, read_all},
    limits,
};

/// Adds the tag and answers `If-None-Match`.
pub(crate) async fn tag(request: Request, next: Next) -> Result<Response, Error> {
    let is_get = matches!(*request.method(), Method::GET | Method::HEAD);
    let wanted = request.headers().get(header::IF_NONE_MATCH).cloned();
    let response = next.run(request).await;
    if !is_get || response.status() != StatusCode::OK || !is_json(&media_type(response.headers())) {
        return Ok(response);
    }
    let mut response = with_tag(response).await?;
    let tag = response.headers().get(header::ETAG).cloned();
    if let (Some(wanted), Some(tag)) = (wanted, tag)
        && matches(&wanted, &tag)
    {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_LENGTH);
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    Ok(response)
}

async fn with_tag(response: Response) -> Result<Response, Error> {
    let known = response.body().size_hint().exact().is_some_and(|size| size <= limits::TAGGED as u64);
    let (mut parts, mut body) = response.into_parts();
    if !parts.headers.contains_key(header::ETAG) && known {
        let bytes = read_all(body, limits::TAGGED).await?;
        if let Ok(value) = HeaderValue::from_str(&format!("\"{}\"", digest_text(&bytes))) {
            parts.headers.insert(header::ETAG, value);
        }
        body = Body::from(bytes);
    }
    if parts.headers.contains_key(header::ETAG) {
        parts.headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("private, no-cache"));
    }
    Ok(Response::from_parts(parts, body))
}

fn digest_text(bytes: &[u8]) -> String {
    keys::digest(bytes).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// Weak comparison over a list of tags, or `*`.
fn matches(wanted: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(wanted), Ok(tag)) = (wanted.to_str(), tag.to_str()) else { return false };
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    wanted.trim() == "*" || wanted.split(',').any(|entry| bare(entry) == bare(tag))
}

/// The version a writer has seen, from `If-Match: "7"`; none when the header is absent or `*`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IfMatch(pub Option<i64>);

impl FromRequestParts<State> for IfMatch {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _state: &State) -> Result<Self, Error> {
        read_if_match(&parts.headers)
    }
}

fn read_if_match(headers: &HeaderMap) -> Result<IfMatch, Error> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(IfMatch(None)) };
    let text = value.to_str().unwrap_or("").trim();
    if text == "*" {
        return Ok(IfMatch(None));
    }
    let bare = text.trim_start_matches("W/").trim_matches('"');
    let version = bare.parse().map_err(|_| Error::bad_request("If-Match holds the version as a number."))?;
    Ok(IfMatch(Some(version)))
}

/// The entity tag of a version, for the answer that shows it.
#[must_use]
pub fn version_tag(version: i64) -> HeaderValue {
    HeaderValue::from_str(&format!("\"{version}\"")).unwrap_or(HeaderValue::from_static("\"0\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_read_from_if_match() {
        let read = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(text));
            read_if_match(&headers).map(|IfMatch(version)| version).ok()
        };
        assert_eq!(read("\"7\""), Some(Some(7)));
        assert_eq!(read("W/\"7\""), Some(Some(7)));
        assert_eq!(read("7"), Some(Some(7)));
        assert_eq!(read("*"), Some(None));
        assert_eq!(read("\"seven\""), None);
        assert_eq!(read_if_match(&HeaderMap::new()).unwrap(), IfMatch(None));
    }

    #[test]
    fn tags_are_compared_weakly() {
        let tag = HeaderValue::from_static("\"a\"");
        assert!(matches(&HeaderValue::from_static("W/\"a\", \"b\""), &tag));
        assert!(matches(&HeaderValue::from_static("*"), &tag));
        assert!(!matches(&HeaderValue::from_static("\"ab\""), &tag));
    }
}
