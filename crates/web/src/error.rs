//! One error for every handler; pages and problem documents are made from it further out.

use std::{borrow::Cow, fmt, time::Duration};

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use serde::Serialize;

use crate::kind::Kind;

/// One refused field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name; nested names are joined with dots; empty for the whole document.
    pub field: String,
    /// What is wrong and what to do, a sentence.
    pub message: String,
}

impl FieldError {
    /// A refused field.
    pub fn new(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self { field: field.into(), message: message.into() }
    }
}

/// What every handler returns when it cannot answer.
///
/// The cause is for the log only; a caller never sees it.
#[derive(Clone, Debug)]
pub struct Error(Box<Content>);

#[derive(Clone, Debug)]
struct Content {
    kind: Kind,
    detail: Option<Cow<'static, str>>,
    fields: Vec<FieldError>,
    retry_after: Option<Duration>,
    cause: Option<String>,
}

impl Error {
    /// An error that says no more than its kind.
    #[must_use]
    pub fn of(kind: Kind) -> Self {
        Self(Box::new(Content { kind, detail: None, fields: Vec::new(), retry_after: None, cause: None }))
    }

    /// 400: the request cannot be read.
    pub fn bad_request(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Kind::BadRequest).detail(detail)
    }

    /// 401: nobody is signed in.
    #[must_use]
    pub fn unauthorized() -> Self {
        Self::of(Kind::Unauthorized)
    }

    /// 403: visible, but not allowed.
    #[must_use]
    pub fn forbidden() -> Self {
        Self::of(Kind::Forbidden)
    }

    /// 403: the password must be given once more.
    #[must_use]
    pub fn unconfirmed() -> Self {
        Self::of(Kind::Unconfirmed)
    }

    /// 404: absent or not visible.
    #[must_use]
    pub fn not_found() -> Self {
        Self::of(Kind::NotFound)
    }

    /// 409: collides with what is already there.
    pub fn conflict(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::of(Kind::Conflict).detail(detail)
    }

    /// 412: changed by somebody else; `current` is the version that stands now.
    #[must_use]
    pub fn stale(current: i64) -> Self {
        Self::of(Kind::Stale).detail(format!("The current version is {current}."))
    }

    /// 422: these fields are refused.
    pub fn invalid<F, M>(fields: impl IntoIterator<Item = (F, M)>) -> Self
    where
        F: Into<String>,
        M: Into<String>,
    {
        let mut error = Self::of(Kind::Invalid);
        error.0.fields = fields.into_iter().map(|(field, message)| FieldError::new(field, message)).collect();
        error
    }

    /// 422: this field is refused.
    pub fn field(field: impl Into<String>, message: impl Into<String>) -> Self {
        Self::invalid([(field, message)])
    }

    /// 429: too often; try again after this time.
    #[must_use]
    pub fn too_many(retry_after: Duration) -> Self {
        Self::of(Kind::TooMany).retry_after(retry_after)
    }

    /// 500: our own failure; the cause is logged and not shown.
    pub fn internal(cause: impl fmt::Display) -> Self {
        Self::of(Kind::Internal).because(cause)
    }

    /// 503: not now; the cause is logged and not shown.
    pub fn unavailable(cause: impl fmt::Display) -> Self {
        Self::of(Kind::Unavailable).because(cause).retry_after(Duration::from_secs(2))
    }

    /// Adds a sentence for the caller.
    #[must_use]
    pub fn detail(mut self, detail: impl Into<Cow<'static, str>>) -> Self {
        self.0.detail = Some(detail.into());
        self
    }

    /// Adds when to try again.
    #[must_use]
    pub fn retry_after(mut self, after: Duration) -> Self {
        self.0.retry_after = Some(after);
        self
    }

    /// Adds the cause for the log.
    #[must_use]
    pub fn because(mut self, cause: impl fmt::Display) -> Self {
        self.0.cause = Some(cause.to_string());
        self
    }

    /// What went wrong.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The status code.
    #[must_use]
    pub const fn status(&self) -> StatusCode {
        self.0.kind.status()
    }

    /// The sentence for the caller.
    #[must_use]
    pub fn sentence(&self) -> Option<&str> {
        self.0.detail.as_deref()
    }

    /// The refused fields.
    #[must_use]
    pub fn fields(&self) -> &[FieldError] {
        &self.0.fields
    }

    pub(crate) fn cause(&self) -> Option<&str> {
        self.0.cause.as_deref()
    }
}

impl fmt::Display for Error {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.0.kind.title())?;
        if let Some(detail) = &self.0.detail {
            write!(out, ": {detail}")?;
        }
        for field in &self.0.fields {
            write!(out, "; {}: {}", field.field, field.message)?;
        }
        if let Some(cause) = &self.0.cause {
            write!(out, " ({cause})")?;
        }
        Ok(())
    }
}

impl std::error::Error for Error {}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::not_found(),
            store::Error::Conflict(cause) => Self::of(Kind::Conflict).because(cause),
            store::Error::Busy => Self::unavailable("the store is busy"),
            other => Self::internal(other),
        }
    }
}

impl IntoResponse for Error {
    /// A bare response that carries the error; `present` makes the page or the document from it.
    fn into_response(self) -> Response {
        let mut response = self.status().into_response();
        if let Some(after) = self.0.retry_after {
            let seconds = after.as_secs_f64().ceil().max(1.0) as u64;
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response.extensions_mut().insert(self);
        response
    }
}
