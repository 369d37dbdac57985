//! What both native drivers can do; everything above speaks only this.

use crate::{Engine, Error, Row, Value};

/// One native connection, used by one thread at a time.
pub trait Connection: Send {
    /// Which engine it speaks to.
    fn engine(&self) -> Engine;
    /// Runs a statement and reads all rows.
    fn query(&mut self, sql: &str, values: &[Value]) -> Result<Vec<Row>, Error>;
    /// Runs a statement and counts the rows it changed.
    fn execute(&mut self, sql: &str, values: &[Value]) -> Result<u64, Error>;
    /// Runs statements without parameters as they stand.
    fn batch(&mut self, sql: &str) -> Result<(), Error>;
    /// Prepares a statement without running it; answers the names of its columns.
    fn describe(&mut self, sql: &str) -> Result<Vec<String>, Error>;
    /// The next id out of the engine's own sequence, where it has one.
    fn sequence_id(&mut self) -> Result<Option<i64>, Error>;
}

/// No text with NUL reaches an engine: SQLite would store it and PostgreSQL refuse it.
pub fn check_values(values: &[Value]) -> Result<(), Error> {
    let has_nul = values.iter().any(|value| match value {
        Value::Text(text) => text.contains('\0'),
        Value::Texts(texts) => texts.iter().any(|text| text.contains('\0')),
        _ => false,
    });
    if has_nul { Err(Error::NulInText) } else { Ok(()) }
}
