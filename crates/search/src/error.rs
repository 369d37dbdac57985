//! Why a search or the feeding of the index failed.

use base::page::InvalidCursor;
use query::Field;
use tantivy::TantivyError;

/// A search or a step of feeding failed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A customer asked by something that customers do not see.
    #[error("your list cannot be searched by “{0}”")]
    Forbidden(Field),
    /// The cursor does not come from this search.
    #[error(transparent)]
    Cursor(#[from] InvalidCursor),
    /// The database failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// The index cannot be used; it is set aside and built anew.
    #[error("the search index is damaged: {0}")]
    Damaged(String),
    /// The index failed for now: no space, no memory, no thread.
    #[error("the search index: {0}")]
    Index(String),
    /// The process is stopping.
    #[error("the process is stopping")]
    Stopping,
}

impl From<TantivyError> for Error {
    fn from(error: TantivyError) -> Self {
        use TantivyError as Cause;
        match &error {
            Cause::DataCorruption(_)
            | Cause::OpenReadError(_)
            | Cause::IncompatibleIndex(_)
            | Cause::SchemaError(_)
            | Cause::FieldNotFound(_)
            | Cause::InternalError(_)
            | Cause::DeserializeError(_) => Self::Damaged(error.to_string()),
            _ => Self::Index(error.to_string()),
        }
    }
}
