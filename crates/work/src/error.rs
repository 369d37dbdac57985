//! Why a verb refused.

/// Why a verb refused; nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It does not exist, or whoever asks may not see it; the two are never told apart.
    #[error("there is nothing here by that name or number")]
    NotFound,
    /// Visible, but not to be changed by whoever asks.
    #[error("you may see this but not change it")]
    Forbidden,
    /// Somebody else changed it since it was read.
    #[error("it has changed meanwhile and is now at version {current}")]
    Stale {
        /// The version it has now.
        current: i64,
    },
    /// The rules of [`Category::may_become`](crate::Category::may_become) do not allow this change of status.
    #[error("it cannot go from {from} to {to}")]
    Transition {
        /// The status it has.
        from: String,
        /// The status asked for.
        to: String,
    },
    /// A value that cannot be taken.
    #[error("{message}")]
    Invalid {
        /// The outward name of the field.
        field: &'static str,
        /// A plain sentence: what is wrong and what would be right.
        message: String,
    },
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
}

impl Error {
    /// A value that cannot be taken.
    pub(crate) fn invalid(field: &'static str, message: impl Into<String>) -> Self {
        Self::Invalid { field, message: message.into() }
    }
}
