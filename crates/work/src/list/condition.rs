//! A statement in the making: SQL text with numbered places, and the values that are bound to them.

use store::Value;

/// SQL over `work_item i` with its values. Nothing a person typed ever becomes SQL text.
#[derive(Debug)]
pub(super) struct Condition {
    /// The text.
    pub sql: String,
    /// The values of `$1`, `$2` …
    pub values: Vec<Value>,
}

impl Condition {
    /// A statement that begins with fixed text.
    pub(super) fn from(sql: &'static str) -> Self {
        Self { sql: sql.to_owned(), values: Vec::new() }
    }

    /// Adds fixed text.
    pub(super) fn text(&mut self, sql: &'static str) {
        self.sql.push_str(sql);
    }

    /// Adds the place of a value and binds it.
    pub(super) fn value(&mut self, value: impl Into<Value>) {
        self.values.push(value.into());
        self.sql.push_str(&format!("${}", self.values.len()));
    }

    /// Adds ` IN (…)` for a list of ids.
    pub(super) fn ids(&mut self, ids: Vec<i64>) {
        self.values.push(Value::List(ids));
        self.sql.push_str(&format!(" IN {{list ${}}}", self.values.len()));
    }

    /// Adds `column operator value`.
    pub(super) fn compare(&mut self, column: &'static str, operator: &'static str, value: impl Into<Value>) {
        self.text(column);
        self.text(" ");
        self.text(operator);
        self.text(" ");
        self.value(value);
    }
}
