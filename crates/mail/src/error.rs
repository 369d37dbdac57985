//! What can go wrong with mail, in words for an administrator.

/// A verb of this crate refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Nothing here, or not visible.
    #[error("there is no such mail or mailbox")]
    NotFound,
    /// Only administrators may do this.
    #[error("only an administrator may do this")]
    Forbidden,
    /// It was settled, sent or cancelled meanwhile.
    #[error("this was decided meanwhile")]
    TooLate,
    /// A value is not what it should be.
    #[error("{field}: {message}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        message: String,
    },
    /// The mail is larger than allowed.
    #[error("the mail has {size} bytes; at most {limit} are accepted")]
    TooLarge {
        /// Bytes of the mail.
        size: usize,
        /// Bytes allowed.
        limit: usize,
    },
    /// Settings could not be sealed or opened.
    #[error(transparent)]
    Keys(#[from] keys::Error),
    /// A file could not be stored or read.
    #[error(transparent)]
    Blobs(#[from] blobs::Error),
    /// The database said no.
    #[error(transparent)]
    Store(store::Error),
    /// The mailbox's policy wants a protection that cannot be given; nothing was sent.
    #[error("not sent: {0}")]
    Unprotectable(String),
    /// The mail could not be put together.
    #[error("the mail could not be put together: {0}")]
    Compose(String),
}

impl From<store::Error> for Error {
    fn from(error: store::Error) -> Self {
        match error {
            store::Error::NotFound => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

impl Error {
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}
