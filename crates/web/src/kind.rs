//! The kinds of refusal that a caller can tell apart, each with its status code.

use http::StatusCode;

/// What went wrong, as far as the caller may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The request cannot be read.
    BadRequest,
    /// Nobody is signed in, or the token does not hold.
    Unauthorized,
    /// Visible, but not allowed.
    Forbidden,
    /// The form did not come from our own page.
    ForgedRequest,
    /// The password must be given once more.
    Unconfirmed,
    /// Absent or not visible; the two look the same.
    NotFound,
    /// The address exists, but not for this method.
    MethodNotAllowed,
    /// The client was too slow.
    Timeout,
    /// Collides with what is already there.
    Conflict,
    /// Changed by somebody else in the meantime.
    Stale,
    /// The body is too large.
    TooLarge,
    /// The body is not of a type that is read here.
    UnsupportedMediaType,
    /// Readable, but its content is refused.
    Invalid,
    /// Too often.
    TooMany,
    /// Our own failure.
    Internal,
    /// Not now; try again.
    Unavailable,
}

impl Kind {
    /// The status code.
    #[must_use]
    pub const fn status(self) -> StatusCode {
        match self {
            Self::BadRequest => StatusCode::BAD_REQUEST,
            Self::Unauthorized => StatusCode::UNAUTHORIZED,
            Self::Forbidden | Self::ForgedRequest | Self::Unconfirmed => StatusCode::FORBIDDEN,
            Self::NotFound => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::Timeout => StatusCode::REQUEST_TIMEOUT,
            Self::Conflict => StatusCode::CONFLICT,
            Self::Stale => StatusCode::PRECONDITION_FAILED,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Invalid => StatusCode::UNPROCESSABLE_ENTITY,
            Self::TooMany => StatusCode::TOO_MANY_REQUESTS,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
            Self::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The last part of the problem's `type`; also names the translated texts of the error page.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::BadRequest => "bad-request",
            Self::Unauthorized => "unauthorized",
            Self::Forbidden => "forbidden",
            Self::ForgedRequest => "forged-request",
            Self::Unconfirmed => "unconfirmed",
            Self::NotFound => "not-found",
            Self::MethodNotAllowed => "method-not-allowed",
            Self::Timeout => "timeout",
            Self::Conflict => "conflict",
            Self::Stale => "stale",
            Self::TooLarge => "too-large",
            Self::UnsupportedMediaType => "unsupported-media-type",
            Self::Invalid => "invalid",
            Self::TooMany => "too-many-requests",
            Self::Internal => "internal",
            Self::Unavailable => "unavailable",
        }
    }

    /// The title of the problem document, in English.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::BadRequest => "The request cannot be read",
            Self::Unauthorized => "Sign in first",
            Self::Forbidden => "Not allowed",
            Self::ForgedRequest => "The request did not come from our own page",
            Self::Unconfirmed => "Give your password once more",
            Self::NotFound => "Not found",
            Self::MethodNotAllowed => "The method is not allowed here",
            Self::Timeout => "The request took too long",
            Self::Conflict => "The request collides with what is already there",
            Self::Stale => "Changed in the meantime",
            Self::TooLarge => "The body is too large",
            Self::UnsupportedMediaType => "The body's type is not read here",
            Self::Invalid => "Some fields are refused",
            Self::TooMany => "Too many requests",
            Self::Internal => "Something failed on our side",
            Self::Unavailable => "Not available at the moment",
        }
    }

    /// The kind that says what a bare status says.
    #[must_use]
    pub fn of_status(status: StatusCode) -> Self {
        match status {
            StatusCode::UNAUTHORIZED => Self::Unauthorized,
            StatusCode::FORBIDDEN => Self::Forbidden,
            StatusCode::NOT_FOUND => Self::NotFound,
            StatusCode::METHOD_NOT_ALLOWED => Self::MethodNotAllowed,
            StatusCode::REQUEST_TIMEOUT => Self::Timeout,
            StatusCode::CONFLICT => Self::Conflict,
            StatusCode::PRECONDITION_FAILED => Self::Stale,
            StatusCode::PAYLOAD_TOO_LARGE => Self::TooLarge,
            StatusCode::UNSUPPORTED_MEDIA_TYPE => Self::UnsupportedMediaType,
            StatusCode::UNPROCESSABLE_ENTITY => Self::Invalid,
            StatusCode::TOO_MANY_REQUESTS => Self::TooMany,
            StatusCode::SERVICE_UNAVAILABLE => Self::Unavailable,
            _ if status.is_server_error() => Self::Internal,
            _ => Self::BadRequest,
        }
    }
}
