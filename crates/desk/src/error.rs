//! Why the desk refused; the web edge turns it into a page or a problem document.

/// Why a verb of the desk refused; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// An item or a message said no.
    #[error(transparent)]
    Work(#[from] work::Error),
    /// A person or an organisation said no.
    #[error(transparent)]
    People(#[from] people::Error),
    /// The mail room said no.
    #[error(transparent)]
    Mail(#[from] mail::Error),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file could not be stored or read.
    #[error("a file could not be stored or read: {0}")]
    Blob(#[from] blobs::Error),
    /// The full-text index said no.
    #[error(transparent)]
    Search(#[from] search::Error),
    /// A text that is no query.
    #[error(transparent)]
    Query(#[from] query::Error),
    /// A value that cannot be taken.
    #[error("{message}")]
    Invalid {
        /// The outward name of the field.
        field: &'static str,
        /// A plain sentence.
        message: String,
    },
}

impl Error {
    /// A value that cannot be taken.
    pub fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}

impl From<Error> for web::Error {
    fn from(error: Error) -> Self {
        match error {
            Error::Work(work::Error::NotFound) | Error::Store(store::Error::NotFound) => Self::not_found(),
            Error::Work(work::Error::Forbidden) => Self::forbidden(),
            Error::Work(work::Error::Stale { current }) => Self::stale(current),
            Error::Work(error @ work::Error::Transition { .. }) => Self::conflict(error.to_string()),
            Error::Work(work::Error::Invalid { field, message }) | Error::Invalid { field, message } => {
                Self::field(field, message)
            }
            Error::Work(work::Error::Store(error)) | Error::Store(error) => error.into(),
            Error::People(error) => error.into(),
            Error::Query(error) => Self::field("q", error.to_string()),
            Error::Search(search::Error::Store(error)) => error.into(),
            Error::Search(error @ (search::Error::Forbidden(_) | search::Error::Cursor(_))) => {
                Self::field("q", error.to_string())
            }
            Error::Search(error) => Self::unavailable(error),
            Error::Mail(mail::Error::NotFound) => Self::not_found(),
            Error::Mail(mail::Error::Forbidden) => Self::forbidden(),
            Error::Mail(error @ mail::Error::TooLate) => Self::conflict(error.to_string()),
            Error::Mail(mail::Error::Invalid { field, message }) => Self::field(field, message),
            Error::Mail(error) => Self::internal(error),
            Error::Blob(error) => Self::internal(error),
        }
    }
}
