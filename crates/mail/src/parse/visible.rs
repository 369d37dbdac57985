//! The new part of a mail and the quoted part; the one place that knows the quote library.

/// A text in two parts; nothing is dropped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// What the sender wrote now.
    pub visible: String,
    /// What the sender quoted, with the signature after it.
    pub quoted: String,
}

/// Splits the text of a mail.
#[must_use]
pub fn split(text: &str, _raw_html: Option<&str>) -> Split {
    Split { visible: text.trim().to_owned(), quoted: String::new() }
}
