//! What Outlook packs into `winmail.dat`: a text, its formatted form and the files, as plain data.
//!
//! Three formats of Microsoft lie inside one another: the stream of attributes (MS-OXTNEF), rich text
//! compressed (MS-OXRTFCP), and HTML or plain text wrapped into that rich text (MS-OXRTFEX).
//! Everything is bounded by [`Limits`]; no input panics, and what is damaged is read as far as it goes.

mod attributes;
mod codepage;
mod message;
mod properties;
mod reader;
pub mod rtf;

/// How much is unpacked. Work grows with these numbers and the length of the input, not with what the input says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The most files.
    pub files: usize,
    /// The most bytes of all files and texts together.
    pub bytes: usize,
    /// How deep messages may lie in messages.
    pub nesting: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { files: 500, bytes: 64 * 1024 * 1024, nesting: 4 }
    }
}

/// What was inside.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// The subject.
    pub subject: Option<String>,
    /// The text, if it is there as plain text or as rich text.
    pub text: Option<String>,
    /// The HTML, if the sender wrote HTML. It is a stranger's: not sanitised.
    pub html: Option<String>,
    /// The files, those of messages inside this one too.
    pub files: Vec<File>,
}

/// A file that was attached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct File {
    /// The name as given; any text.
    pub name: Option<String>,
    /// The media type as given.
    pub mime: Option<String>,
    /// What the HTML calls it.
    pub content_id: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Unpacks; none when the bytes are no TNEF at all.
#[must_use]
pub fn read(bytes: &[u8], limits: &Limits) -> Option<Contents> {
    let mut left = *limits;
    message::read(bytes, &mut left)
}

/// Whether the bytes begin as TNEF does (MS-OXTNEF §2.1.3.2).
#[must_use]
pub fn is_tnef(bytes: &[u8]) -> bool {
    bytes.starts_with(&attributes::SIGNATURE)
}
