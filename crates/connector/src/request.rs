//! A request and its answer.

use base::Secret;
use http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};

/// The largest answer when nothing else is said, in bytes.
const USUAL_LIMIT: usize = 1024 * 1024;
/// The most redirects that can be allowed.
pub(crate) const MOST_REDIRECTS: u8 = 3;

/// A request; sends no cookie, no referrer and nothing else that was not set here.
#[derive(Clone, Debug)]
pub struct Request {
    pub(crate) method: Method,
    pub(crate) url: String,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
    pub(crate) redirects: u8,
    pub(crate) limit: usize,
}

impl Request {
    /// Asks for a resource.
    #[must_use]
    pub fn get(url: impl Into<String>) -> Self {
        Self {
            method: Method::GET,
            url: url.into(),
            headers: HeaderMap::new(),
            body: Vec::new(),
            redirects: 0,
            limit: USUAL_LIMIT,
        }
    }

    /// Sends a form (`application/x-www-form-urlencoded`).
    #[must_use]
    pub fn post_form<'a>(url: impl Into<String>, fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        let body = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        let request = Self { method: Method::POST, body: body.into_bytes(), ..Self::get(url) };
        request.header(header::CONTENT_TYPE, kind)
    }

    /// Sets a header.
    #[must_use]
    pub fn header(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.insert(name, value);
        self
    }

    /// Signs in with a bearer token (RFC 6750); it is not passed on to another server. A token that no header can
    /// hold is left out, and the server says so.
    #[must_use]
    pub fn bearer(self, token: &Secret<String>) -> Self {
        match HeaderValue::from_str(&format!("Bearer {}", token.expose())) {
            Ok(mut value) => {
                value.set_sensitive(true);
                self.header(header::AUTHORIZATION, value)
            }
            Err(_) => self,
        }
    }

    /// Follows redirects, at most three.
    #[must_use]
    pub fn redirects(mut self, most: u8) -> Self {
        self.redirects = most.min(MOST_REDIRECTS);
        self
    }

    /// The largest answer, in bytes.
    #[must_use]
    pub const fn limit(mut self, bytes: usize) -> Self {
        self.limit = bytes;
        self
    }
}

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Response {
    /// The media type without parameters, in lower case; empty when none is said.
    #[must_use]
    pub fn media_type(&self) -> String {
        let value = self.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or("");
        value.split(';').next().unwrap_or("").trim().to_ascii_lowercase()
    }
}
