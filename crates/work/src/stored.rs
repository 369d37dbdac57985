//! Reading words back from the database: an unknown one is a fault of the data, not of whoever asks.

use std::fmt::Display;

use store::Row;

/// The word in a column.
///
/// # Errors
/// [`store::Error::Mismatch`] when it is none of the closed set.
pub(crate) fn word<T, E: Display>(
    row: &Row,
    column: usize,
    parse: impl Fn(&str) -> Result<T, E>,
) -> Result<T, store::Error> {
    let name: String = row.get(column)?;
    parse(&name).map_err(|error| store::Error::Mismatch(error.to_string()))
}
