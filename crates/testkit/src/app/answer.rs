//! What the application answered, with the checks every test makes.

use axum::body::Bytes;
use http::response::Parts;
use serde_json::Value;

use super::Form;

/// An answer, read to its end.
#[derive(Clone, Debug)]
pub struct Answer {
    path: String,
    parts: Parts,
    body: Bytes,
}

#[expect(clippy::panic, reason = "a test stops where it fails")]
impl Answer {
    pub(super) const fn new(path: String, parts: Parts, body: Bytes) -> Self {
        Self { path, parts, body }
    }

    /// The path that was asked.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.parts.status.as_u16()
    }

    /// The same answer, if it has this status.
    ///
    /// # Panics
    /// When it has another one; the body says why.
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status(), status, "{} answered:\n{}", self.path, self.text());
        self
    }

    /// A header as text.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        self.parts.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// All values of a header.
    pub fn headers(&self, name: &str) -> impl Iterator<Item = &str> {
        self.parts.headers.get_all(name).iter().filter_map(|value| value.to_str().ok())
    }

    /// Where it sends the browser.
    ///
    /// # Panics
    /// When it sends it nowhere.
    #[must_use]
    pub fn location(&self) -> &str {
        self.header("location").unwrap_or_else(|| panic!("{} answered {} without location", self.path, self.status()))
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.body
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The JSON.
    ///
    /// # Panics
    /// When it is none.
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{} answered no JSON ({error}):\n{}", self.path, self.text()))
    }

    /// Whether the page shows these words.
    #[must_use]
    pub fn shows(&self, words: &str) -> bool {
        super::form::unescaped(&self.text()).contains(words)
    }

    /// The first form of the page with this action.
    ///
    /// # Panics
    /// When there is none.
    #[must_use]
    pub fn form(&self, action: &str) -> Form {
        let text = self.text();
        let forms = Form::all(&text, &self.path);
        let actions: Vec<String> = forms.iter().map(|form| form.action.clone()).collect();
        forms
            .into_iter()
            .find(|form| form.action == action)
            .unwrap_or_else(|| panic!("{} has no form to {action}, only to {actions:?}:\n{text}", self.path))
    }
}
