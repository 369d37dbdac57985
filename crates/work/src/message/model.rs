//! What a message is, and what a new one is made of.

use base::{Scope, Timestamp};
use serde::Serialize;
use store::Tx;

use crate::{Channel, Error, Format, Visibility, markdown};

/// Something that was said about an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Message {
    /// Never changes.
    pub id: i64,
    /// The item it belongs to.
    pub item: i64,
    /// 1 for the first message of the item; internal ones count too.
    pub position: i64,
    /// Who said it.
    pub author: Author,
    /// Whether the author was staff when they said it.
    pub by_staff: bool,
    /// Who may see it.
    pub visibility: Visibility,
    /// The way it took.
    pub channel: Channel,
    /// How its author wrote it.
    pub format: Format,
    /// What was said, as plain text or as the Markdown that was written.
    pub text: String,
    /// What was said, as safe HTML.
    pub html: String,
    /// Quoted earlier text that is shown folded.
    pub quoted_text: Option<String>,
    /// The same as safe HTML.
    pub quoted_html: Option<String>,
    /// Written by a machine: no answer, no clock, no reopening because of it.
    pub automatic: bool,
    /// The mail it was made from; opaque here.
    pub source_mail: Option<i64>,
    /// When it was said.
    pub created_at: Timestamp,
    /// Its files.
    pub attachments: Vec<Attachment>,
}

impl Message {
    /// The message as this scope may know it: a customer does not see which stored mail it was.
    pub(super) fn seen_by(mut self, scope: &Scope) -> Self {
        if !scope.is_staff() {
            self.source_mail = None;
        }
        self
    }
}

/// Who said something: a person, or a name alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Author {
    /// The person, if it is one we know.
    pub person: Option<i64>,
    /// The name at that time.
    pub name: String,
}

impl Author {
    /// A person with the name they have now.
    #[must_use]
    pub fn person(person: i64, name: impl Into<String>) -> Self {
        Self { person: Some(person), name: name.into() }
    }

    /// The product itself.
    #[must_use]
    pub fn system() -> Self {
        Self { person: None, name: "Aftercare".into() }
    }

    /// Whoever acts in a scope.
    ///
    /// # Errors
    /// When the store fails.
    pub fn of(tx: &mut Tx, scope: &Scope) -> Result<Self, Error> {
        match scope.person() {
            Some(person) => Ok(Self::person(person, super::store::name_of(tx, person)?)),
            None => Ok(Self::system()),
        }
    }
}

/// A file that belongs to a message; its bytes lie in the blob folder under the digest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Attachment {
    /// Never changes.
    pub id: i64,
    /// SHA-256 of the bytes in hexadecimal.
    #[serde(rename = "sha256")]
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// The media type its sender gave.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// What `cid:` in the HTML calls it.
    pub content_id: Option<String>,
    /// Shown within the text rather than below it.
    pub inline: bool,
}

/// A file for a new message; the bytes are in the blob folder already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewAttachment {
    /// SHA-256 of the bytes in hexadecimal.
    pub digest: String,
    /// The file's name.
    pub name: String,
    /// The media type.
    pub mime: String,
    /// In bytes.
    pub size: i64,
    /// What `cid:` in the HTML calls it.
    pub content_id: Option<String>,
    /// Shown within the text rather than below it.
    pub inline: bool,
}

/// What a new message is made of. Start from one of the constructors, which prepare the HTML outside the transaction.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// The item it belongs to.
    pub item: i64,
    /// Who says it.
    pub author: Author,
    /// Who may see it.
    pub visibility: Visibility,
    /// The way it took.
    pub channel: Channel,
    /// How its author wrote it.
    pub format: Format,
    /// At most 1 MiB, as plain text or Markdown.
    pub text: String,
    /// At most 1 MiB of HTML that is safe already; made from the text when none.
    pub html: Option<String>,
    /// Quoted earlier text.
    pub quoted_text: Option<String>,
    /// The same as HTML that is safe already.
    pub quoted_html: Option<String>,
    /// At most 1,000 files.
    pub attachments: Vec<NewAttachment>,
    /// Written by a machine.
    pub automatic: bool,
    /// The mail it was made from; each mail makes at most one message.
    pub source_mail: Option<i64>,
    /// The position of the last message that its author had seen; a newer one that is not theirs refuses it.
    pub seen: Option<i64>,
    /// When it was really said, for imports; not for customers.
    pub created_at: Option<Timestamp>,
}

impl NewMessage {
    /// A message as plain text.
    #[must_use]
    pub fn text(item: i64, author: Author, visibility: Visibility, channel: Channel, text: impl Into<String>) -> Self {
        Self {
            item,
            author,
            visibility,
            channel,
            format: Format::Text,
            text: text.into(),
            html: None,
            quoted_text: None,
            quoted_html: None,
            attachments: Vec::new(),
            automatic: false,
            source_mail: None,
            seen: None,
            created_at: None,
        }
    }

    /// A message as Markdown.
    #[must_use]
    pub fn markdown(
        item: i64,
        author: Author,
        visibility: Visibility,
        channel: Channel,
        source: impl Into<String>,
    ) -> Self {
        let source = source.into();
        let html = Some(markdown::to_html(&source));
        Self { format: Format::Markdown, html, ..Self::text(item, author, visibility, channel, source) }
    }

    /// An internal note as Markdown.
    #[must_use]
    pub fn note(item: i64, author: Author, source: impl Into<String>) -> Self {
        Self::markdown(item, author, Visibility::Internal, Channel::Note, source)
    }
}
