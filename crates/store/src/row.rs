//! A row is read by position, in the order of the statement's columns.

use crate::{Error, FromValue, Value};

/// One row of a result.
#[derive(Clone, Debug, PartialEq)]
pub struct Row(pub(crate) Vec<Value>);

impl Row {
    /// The column at `index`, counted from 0.
    ///
    /// # Errors
    /// [`Error::Mismatch`] when there is no such column or it holds another kind.
    pub fn get<T: FromValue>(&self, index: usize) -> Result<T, Error> {
        let value = self.0.get(index).ok_or_else(|| Error::Mismatch(format!("there is no column {index}")))?;
        T::from_value(value).map_err(|error| match error {
            Error::Mismatch(text) => Error::Mismatch(format!("column {index}: {text}")),
            other => other,
        })
    }

    /// How many columns there are.
    #[must_use]
    pub fn width(&self) -> usize {
        self.0.len()
    }

    /// All columns.
    #[must_use]
    pub fn values(&self) -> &[Value] {
        &self.0
    }
}
