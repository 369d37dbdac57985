//! What can go wrong with the database, sorted by what the caller can do about it.

/// A failed statement, transaction or opening.
#[derive(Clone, Debug, thiserror::Error)]
pub enum Error {
    /// Exactly one row was asked for and none was there.
    #[error("no such row")]
    NotFound,
    /// A unique or foreign key says no; names the constraint as far as the engine tells.
    #[error("conflicts with what is stored: {0}")]
    Conflict(String),
    /// A write was tried in a read transaction.
    #[error("this transaction only reads")]
    ReadOnly,
    /// Somebody else held a lock for too long, or transactions met in a deadlock: try again.
    #[error("the database is busy; try again")]
    Busy,
    /// The disk is full; nothing was changed.
    #[error("the disk is full")]
    Full,
    /// A text holds a NUL byte, which PostgreSQL cannot store; clean it first.
    #[error("a text holds a NUL byte")]
    NulInText,
    /// The statement and its use do not fit; a mistake in the product.
    #[error("the statement does not fit: {0}")]
    Mismatch(String),
    /// The schema is not the one this version knows.
    #[error("{0}")]
    Schema(String),
    /// The store is closing or its thread is gone.
    #[error("the store is closed")]
    Closed,
    /// The data folder belongs to another running process.
    #[error("{0}")]
    Locked(String),
    /// Anything else the engine said.
    #[error("database: {0}")]
    Database(String),
}

impl Error {
    /// Trying the same again later may succeed.
    #[must_use]
    pub const fn is_temporary(&self) -> bool {
        matches!(self, Self::Busy | Self::Full | Self::Closed | Self::Database(_))
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match &error {
            rusqlite::Error::SqliteFailure(failure, message) => {
                let text = message.clone().unwrap_or_else(|| failure.to_string());
                match failure.code {
                    ErrorCode::ConstraintViolation => Self::Conflict(text),
                    ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy,
                    ErrorCode::DiskFull => Self::Full,
                    ErrorCode::ReadOnly => Self::ReadOnly,
                    _ => Self::Database(text),
                }
            }
            _ => Self::Database(error.to_string()),
        }
    }
}

impl From<::postgres::Error> for Error {
    fn from(error: ::postgres::Error) -> Self {
        use ::postgres::error::SqlState;
        if error.is_closed() {
            return Self::Closed;
        }
        let Some(database) = error.as_db_error() else {
            return Self::Database(error.to_string());
        };
        let state = database.code();
        let text = database.constraint().unwrap_or_else(|| database.message()).to_owned();
        if *state == SqlState::UNIQUE_VIOLATION
            || *state == SqlState::FOREIGN_KEY_VIOLATION
            || *state == SqlState::CHECK_VIOLATION
            || *state == SqlState::NOT_NULL_VIOLATION
        {
            Self::Conflict(text)
        } else if *state == SqlState::T_R_DEADLOCK_DETECTED
            || *state == SqlState::T_R_SERIALIZATION_FAILURE
            || *state == SqlState::LOCK_NOT_AVAILABLE
        {
            Self::Busy
        } else if *state == SqlState::READ_ONLY_SQL_TRANSACTION {
            Self::ReadOnly
        } else if *state == SqlState::DISK_FULL {
            Self::Full
        } else {
            Self::Database(format!("{} ({})", database.message(), state.code()))
        }
    }
}
