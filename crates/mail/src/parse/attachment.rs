//! Names of attachments are made safe and unique; content is kept as it came.

use std::collections::HashSet;

use mail_parser::HeaderName;

use super::{addresses::is_direction, headers::Headers, structure::Part, words};
use crate::limits::{FILE_NAME_BYTES, Limits};

/// A file that came with a mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// A safe name, unique within the mail.
    pub name: String,
    /// The media type as declared, in lower case.
    pub mime: String,
    /// The content, transfer encoding removed.
    pub bytes: Vec<u8>,
    /// The id by which the HTML may refer to it, without brackets.
    pub content_id: Option<String>,
    /// The HTML refers to it, so it is shown in the text.
    pub inline: bool,
}

/// Makes an attachment of a part.
#[must_use]
pub fn of(part: &Part, raw: &[u8], number: usize, taken: &mut HashSet<String>) -> Attachment {
    let bytes = part.bytes(raw).into_owned();
    let given = given_name(part).or_else(|| nested_subject(part, &bytes));
    let mime = mime_of(part);
    let name = unique(safe(&given.unwrap_or_else(|| default_name(&mime, number))), taken);
    let content_id = part.headers.text("Content-ID").and_then(|text| super::ids::clean(text.trim_matches(['<', '>'])));
    Attachment { name, mime, bytes, content_id, inline: false }
}

/// The file name that a part declares.
#[must_use]
pub fn given_name(part: &Part) -> Option<String> {
    let disposition =
        part.headers.content(HeaderName::ContentDisposition).and_then(|content| content.attribute("filename"));
    let name = disposition.or_else(|| part.parameter("name"))?;
    Some(words::decode(name)).filter(|name| !name.trim().is_empty())
}

fn nested_subject(part: &Part, bytes: &[u8]) -> Option<String> {
    if part.mime() != "message/rfc822" {
        return None;
    }
    let subject = Headers::split(bytes, &Limits::default()).headers.text("Subject")?;
    Some(format!("{}.eml", base::text::truncate(&subject, 80)))
}

fn mime_of(part: &Part) -> String {
    let plain =
        |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
    if plain(&part.kind) && plain(&part.subtype) && part.kind.len() + part.subtype.len() < 120 {
        part.mime()
    } else {
        "application/octet-stream".to_owned()
    }
}

fn default_name(mime: &str, number: usize) -> String {
    let extension = match mime {
        "text/plain" => "txt",
        "text/html" => "html",
        "text/calendar" => "ics",
        "message/rfc822" => "eml",
        "message/delivery-status" | "text/rfc822-headers" => "txt",
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/gif" => "gif",
        "application/pdf" => "pdf",
        "application/ms-tnef" => "dat",
        "application/pkcs7-signature" | "application/x-pkcs7-signature" => "p7s",
        _ => "bin",
    };
    format!("attachment-{number}.{extension}")
}

/// A name without path, control characters, turned writing and characters that file systems refuse.
#[must_use]
pub fn safe(name: &str) -> String {
    let line = base::text::clean_line(name);
    let last = line.rsplit(['/', '\\']).next().unwrap_or_default();
    let kept: String = last
        .chars()
        .filter(|&c| !is_direction(c) && !matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}'))
        .map(|c| if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') { '_' } else { c })
        .collect();
    let trimmed = shorten(kept.trim_matches(['.', ' ']));
    if trimmed.is_empty() { "attachment".to_owned() } else { trimmed }
}

/// Cuts the stem, never the extension.
fn shorten(name: &str) -> String {
    if name.len() <= FILE_NAME_BYTES {
        return name.to_owned();
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 10 => (stem, format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut cut = FILE_NAME_BYTES.saturating_sub(extension.len()).min(stem.len());
    while !stem.is_char_boundary(cut) {
        cut -= 1;
    }
    format!("{}{extension}", stem.get(..cut).unwrap_or_default())
}

fn unique(name: String, taken: &mut HashSet<String>) -> String {
    if taken.insert(base::text::fold(&name)) {
        return name;
    }
    let (stem, extension) = match name.rsplit_once('.') {
        Some((stem, extension)) if !stem.is_empty() => (stem.to_owned(), format!(".{extension}")),
        _ => (name, String::new()),
    };
    let mut number = 2_usize;
    loop {
        let candidate = format!("{stem} ({number}){extension}");
        if taken.insert(base::text::fold(&candidate)) {
            return candidate;
        }
        number += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_made_safe() {
        let table = [
            ("../../etc/passwd", "passwd"),
            ("C:\\Users\\x\\a.txt", "a.txt"),
            ("invoice\u{202e}fdp.exe", "invoicefdp.exe"),
            ("a\0b.txt", "ab.txt"),
            ("...", "attachment"),
            ("a\r\nb.txt", "a b.txt"),
            ("报告.pdf", "报告.pdf"),
            ("what?.txt", "what_.txt"),
        ];
        for (given, expected) in table {
            assert_eq!(safe(given), expected, "{given:?}");
        }
        let long = safe(&format!("{}.pdf", "数".repeat(500)));
        assert!(long.len() <= FILE_NAME_BYTES && long.ends_with(".pdf"));
    }

    #[test]
    fn names_are_unique_within_a_mail() {
        let mut taken = HashSet::new();
        let names: Vec<_> = ["a.png", "A.PNG", "a.png"].map(|name| unique(name.into(), &mut taken)).into();
        assert_eq!(names, ["a.png", "A (2).PNG", "a (3).png"]);
    }
}
