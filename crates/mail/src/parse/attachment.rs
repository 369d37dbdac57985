//! Names of attachments are made safe and unique; content is kept as it came.

use std::collections::HashSet;

use super::{addresses::is_direction, headers::Headers, structure::Part};
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

/// A file as it was given, nothing about it trusted.
#[derive(Debug, Default)]
pub struct Given {
    /// The name.
    pub name: Option<String>,
    /// The media type.
    pub mime: String,
    /// The id by which the HTML may refer to it.
    pub content_id: Option<String>,
    /// The content.
    pub bytes: Vec<u8>,
}

/// Makes an attachment of a part.
#[must_use]
pub fn of(part: &Part, raw: &[u8], taken: &mut HashSet<String>) -> Attachment {
    let bytes = part.bytes(raw).into_owned();
    let name = given_name(part).or_else(|| nested_subject(part, &bytes));
    let content_id = part.headers.text("Content-ID");
    named(Given { name, mime: part.mime(), content_id, bytes }, taken)
}

/// Makes an attachment of a file: its name safe and unique, its type plausible.
#[must_use]
pub fn named(given: Given, taken: &mut HashSet<String>) -> Attachment {
    let mime = if is_media_type(&given.mime) { given.mime.to_ascii_lowercase() } else { UNKNOWN.to_owned() };
    let name = given.name.filter(|name| !name.trim().is_empty());
    let name = unique(safe(&name.unwrap_or_else(|| default_name(&mime, taken.len() + 1))), taken);
    let content_id = given.content_id.and_then(|id| super::ids::clean(id.trim_matches(['<', '>'])));
    Attachment { name, mime, bytes: given.bytes, content_id, inline: false }
}

/// The file name that a part declares.
#[must_use]
pub fn given_name(part: &Part) -> Option<String> {
    let names = [
        part.disposition.get("filename"),
        part.content.get("name"),
        part.disposition.get("name"),
        part.content.get("filename"),
    ];
    names.into_iter().flatten().find(|name| !name.trim().is_empty()).map(str::to_owned)
}

fn nested_subject(part: &Part, bytes: &[u8]) -> Option<String> {
    if part.mime() != "message/rfc822" {
        return None;
    }
    let subject = Headers::split(bytes, &Limits::default()).headers.text("Subject")?;
    Some(format!("{}.eml", base::text::truncate(&subject, 80)))
}

/// What is said of a file whose type nobody told.
const UNKNOWN: &str = "application/octet-stream";

fn is_media_type(text: &str) -> bool {
    let plain =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&b));
    text.len() < 120 && text.split_once('/').is_some_and(|(kind, subtype)| plain(kind) && plain(subtype))
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
