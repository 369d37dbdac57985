//! A program that calls the API with a token, as a script does.

use axum::body::Body;
use base::Secret;
use http::{Method, Request, request::Builder};
use serde_json::Value;

use super::{Answer, TestApp};

/// A caller with a Bearer token.
pub struct Api<'app> {
    app: &'app TestApp,
    token: Secret<String>,
}

#[expect(clippy::expect_used, reason = "a test stops where it fails")]
impl<'app> Api<'app> {
    pub(super) const fn new(app: &'app TestApp, token: Secret<String>) -> Self {
        Self { app, token }
    }

    /// A request with the token, for headers of its own; [`Api::send`] sends it.
    #[must_use]
    pub fn request(&self, method: Method, path: &str) -> Builder {
        Request::builder().method(method).uri(path).header("authorization", format!("Bearer {}", self.token.expose()))
    }

    /// Sends a request with a body of any kind.
    ///
    /// # Panics
    /// When the request is none.
    pub async fn send(&self, request: Builder, body: impl Into<Body>) -> Answer {
        self.app.send(request.body(body.into()).expect("the request can be made")).await
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path), Body::empty()).await
    }

    /// Creates.
    pub async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = self.request(Method::POST, path).header("content-type", "application/json");
        self.send(request, body.to_string()).await
    }

    /// Changes what has this version.
    pub async fn patch(&self, path: &str, version: &str, body: &Value) -> Answer {
        let request = self.request(Method::PATCH, path).header("content-type", "application/json");
        self.send(request.header("if-match", version), body.to_string()).await
    }

    /// Removes.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path), Body::empty()).await
    }
}
