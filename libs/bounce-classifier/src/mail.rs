//! What is looked at in a mail, already decoded.

/// The header fields that are read; other fields need not be given.
pub const FIELDS: [&str; 8] = [
    "Auto-Submitted",
    "In-Reply-To",
    "References",
    "X-Autoreply",
    "X-Autorespond",
    "X-Failed-Recipients",
    "X-MS-Exchange-Original-Message-ID",
    "X-Original-Message-ID",
];

/// A mail that may be a report.
#[derive(Debug, Clone, Copy, Default)]
pub struct Mail<'a> {
    /// The address in From; empty when there is none.
    pub from: &'a str,
    /// The addresses it was sent to. They are ours, so none of them is the recipient that failed.
    pub to: &'a [String],
    /// Whether the return path is null (`<>`).
    pub null_return_path: bool,
    /// Whether the whole mail is a `multipart/report`.
    pub is_report: bool,
    /// The subject.
    pub subject: &'a str,
    /// Name and value of the header fields named in [`FIELDS`].
    pub fields: &'a [(&'a str, String)],
    /// The readable text.
    pub text: &'a str,
    /// The parts that matter.
    pub parts: &'a [Part],
}

/// The text of one part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// What the part is.
    pub kind: PartKind,
    /// Its text, decoded.
    pub text: String,
}

/// What a part of a report is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartKind {
    /// `message/delivery-status` or `message/global-delivery-status`.
    DeliveryStatus,
    /// `message/feedback-report`.
    Feedback,
    /// `message/disposition-notification`: the mail was read, which is no report.
    Receipt,
    /// The mail that came back, or its header: `message/rfc822`, `text/rfc822-headers`, `message/global` and the like.
    Returned,
    /// Any other text, in which a copy of the mail may stand.
    Text,
}

impl Mail<'_> {
    /// The values of all fields of this name.
    pub(crate) fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields.iter().filter(move |(field, _)| field.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// The texts of all parts of this kind.
    pub(crate) fn texts(&self, kind: PartKind) -> impl Iterator<Item = &str> {
        self.parts
            .iter()
            .filter(move |part| part.kind == kind)
            .map(|part| crate::words::head(&part.text, crate::MAX_TEXT))
    }

    /// The text, as far as it is looked at.
    pub(crate) fn head(&self) -> &str {
        crate::words::head(self.text, crate::MAX_TEXT)
    }
}
