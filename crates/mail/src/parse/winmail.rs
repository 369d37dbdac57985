//! `winmail.dat` is unpacked: its files join those of the mail, its HTML or text stands in where the mail has none.

use std::collections::HashSet;

use super::{
    attachment::{self, Attachment},
    structure::Part,
};

/// What was inside.
#[derive(Debug, Default)]
pub struct Unpacked {
    /// The text.
    pub text: Option<String>,
    /// The HTML, not yet sanitised.
    pub html: Option<String>,
    /// The files.
    pub files: Vec<Attachment>,
}

/// Whether a part may be one: by its type, or by the name under which Outlook sends it.
#[must_use]
pub fn is_one(part: &Part) -> bool {
    part.kind == "application" && matches!(part.subtype.as_str(), "ms-tnef" | "vnd.ms-tnef")
        || attachment::given_name(part).is_some_and(|name| name.eq_ignore_ascii_case("winmail.dat"))
}

/// Unpacks; none when the bytes are something else.
#[must_use]
pub fn unpack(bytes: &[u8], taken: &mut HashSet<String>) -> Option<Unpacked> {
    let contents = tnef::read(bytes, &tnef::Limits::default())?;
    let files = contents.files.into_iter().map(|file| {
        attachment::named(
            attachment::Given {
                name: file.name,
                mime: file.mime.unwrap_or_default(),
                content_id: file.content_id,
                bytes: file.bytes,
            },
            taken,
        )
    });
    Some(Unpacked {
        files: files.collect(),
        text: contents.text.map(|text| base::text::clean(&text)),
        html: contents.html.map(|html| base::text::clean(&html)),
    })
}
