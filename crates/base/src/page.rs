//! Lists are paged by the sort keys of the last row seen, never by counting rows.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Serialize;
use serde_json::Value;

/// How many rows a page holds: 50 unless asked, 1 to 200.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit(u32);

impl Limit {
    /// Rows on a page when nothing is asked.
    pub const DEFAULT: u32 = 50;
    /// The most rows on a page.
    pub const MAX: u32 = 200;

    /// Clamps what was asked into the allowed range.
    #[must_use]
    pub fn new(asked: Option<u32>) -> Self {
        Self(asked.unwrap_or(Self::DEFAULT).clamp(1, Self::MAX))
    }

    /// Rows on the page.
    #[must_use]
    pub fn rows(self) -> usize {
        usize::try_from(self.0).unwrap_or(usize::MAX)
    }

    /// One row more than the page, which tells whether another page follows.
    #[must_use]
    pub fn with_probe(self) -> i64 {
        i64::from(self.0) + 1
    }
}

impl Default for Limit {
    fn default() -> Self {
        Self::new(None)
    }
}

/// The sort keys of the last row seen, opaque to callers.
#[derive(Clone, Debug, PartialEq)]
pub struct Cursor(pub Vec<Value>);

/// The text did not come from an earlier page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the cursor is not one that an earlier page gave")]
pub struct InvalidCursor;

impl Cursor {
    /// The longest cursor read.
    const MAX_LENGTH: usize = 2_000;

    /// Writes the cursor for a URL.
    #[must_use]
    pub fn encode(&self) -> String {
        URL_SAFE_NO_PAD.encode(Value::Array(self.0.clone()).to_string())
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// [`InvalidCursor`] when the text is not one.
    pub fn decode(text: &str) -> Result<Self, InvalidCursor> {
        if text.len() > Self::MAX_LENGTH {
            return Err(InvalidCursor);
        }
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| InvalidCursor)?;
        serde_json::from_slice(&bytes).map(Self).map_err(|_| InvalidCursor)
    }

    /// The whole number at `place`.
    ///
    /// # Errors
    /// [`InvalidCursor`] when there is none.
    pub fn integer(&self, place: usize) -> Result<i64, InvalidCursor> {
        self.0.get(place).and_then(Value::as_i64).ok_or(InvalidCursor)
    }

    /// The text at `place`.
    ///
    /// # Errors
    /// [`InvalidCursor`] when there is none.
    pub fn text(&self, place: usize) -> Result<&str, InvalidCursor> {
        self.0.get(place).and_then(Value::as_str).ok_or(InvalidCursor)
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// The cursor of the next page, none on the last.
    pub next: Option<String>,
}

impl<T> Page<T> {
    /// Cuts rows fetched with [`Limit::with_probe`] into a page.
    pub fn cut(mut rows: Vec<T>, limit: Limit, cursor_of: impl Fn(&T) -> Cursor) -> Self {
        if rows.len() <= limit.rows() {
            return Self { items: rows, next: None };
        }
        rows.truncate(limit.rows());
        let next = rows.last().map(|row| cursor_of(row).encode());
        Self { items: rows, next }
    }

    /// The same page with every row turned into something else.
    pub fn map<U>(self, turn: impl FnMut(T) -> U) -> Page<U> {
        Page { items: self.items.into_iter().map(turn).collect(), next: self.next }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_survive_the_way_through_a_url() {
        let cursor = Cursor(vec![Value::from(17), Value::from("数据")]);
        let read = Cursor::decode(&cursor.encode()).unwrap();
        assert_eq!(read.integer(0), Ok(17));
        assert_eq!(read.text(1), Ok("数据"));
        assert_eq!(read.integer(2), Err(InvalidCursor));
        assert!(Cursor::decode("%%%").is_err());
    }

    #[test]
    fn a_page_tells_whether_more_follows() {
        let limit = Limit::new(Some(2));
        let page = Page::cut(vec![1, 2, 3], limit, |row| Cursor(vec![Value::from(*row)]));
        assert_eq!(page.items, [1, 2]);
        assert_eq!(Cursor::decode(&page.next.unwrap()).unwrap().integer(0), Ok(2));
        assert_eq!(Page::cut(vec![1, 2], limit, |_| Cursor(vec![])).next, None);
    }
}
