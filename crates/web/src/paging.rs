//! Lists answer `{"items": […], "next": cursor or null}`; `limit` and `cursor` come from the query string.

use base::{Cursor, Limit};
use serde::Deserialize;

use crate::Error;

/// The paging parameters; flatten is not needed, lists without other parameters take it as it is.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paging {
    /// Rows wanted, 1 to 200; 50 when absent.
    pub limit: Option<u32>,
    /// The cursor of an earlier page.
    pub cursor: Option<String>,
}

impl Paging {
    /// The number of rows; more than 200 are refused rather than cut.
    ///
    /// # Errors
    /// 422 outside 1 to 200.
    pub fn limit(&self) -> Result<Limit, Error> {
        limit(self.limit)
    }

    /// The cursor, if one was given.
    ///
    /// # Errors
    /// 422 when no earlier page gave it.
    pub fn cursor(&self) -> Result<Option<Cursor>, Error> {
        cursor(self.cursor.as_deref())
    }
}

/// Reads a `limit` parameter.
///
/// # Errors
/// 422 outside 1 to 200.
pub fn limit(asked: Option<u32>) -> Result<Limit, Error> {
    match asked {
        Some(rows) if !(1..=Limit::MAX).contains(&rows) => {
            Err(Error::field("limit", format!("Ask for 1 to {} rows.", Limit::MAX)))
        }
        asked => Ok(Limit::new(asked)),
    }
}

/// Reads a `cursor` parameter.
///
/// # Errors
/// 422 when no earlier page gave it.
pub fn cursor(text: Option<&str>) -> Result<Option<Cursor>, Error> {
    text.map(|text| Cursor::decode(text).map_err(|error| Error::field("cursor", error.to_string()))).transpose()
}
