//! The ids by which our mail is found: in the copy that came back, in the text, in the header.

use crate::mail::PartKind;
use crate::{MAX_IDS, Mail};

/// The longest id, in bytes.
const LONGEST: usize = 900;
/// How many bytes of a returned mail are its header at most.
const HEADER: usize = 64 * 1024;

/// Every id once, the likeliest first.
pub fn ids(mail: &Mail) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut note = |ids: Vec<String>| {
        for id in ids {
            if found.len() < MAX_IDS && !found.contains(&id) {
                found.push(id);
            }
        }
    };
    for text in mail.texts(PartKind::Returned) {
        note(in_lines(header(text)));
    }
    note(in_lines(mail.head()));
    for text in mail.texts(PartKind::Text).chain(mail.texts(PartKind::Returned)) {
        note(in_lines(text));
    }
    for name in ["In-Reply-To", "X-Original-Message-ID", "X-MS-Exchange-Original-Message-ID", "References"] {
        for value in mail.all(name) {
            note(in_brackets(value));
        }
    }
    found
}

/// The header of a returned mail, up to the first empty line.
fn header(text: &str) -> &str {
    let text = crate::words::head(text.trim_start(), HEADER);
    let end = text.find("\n\n").or_else(|| text.find("\r\n\r\n")).unwrap_or(text.len());
    text.get(..end).unwrap_or(text)
}

/// The ids in lines such as `> Message-ID: <…>`; the id may stand on the next line.
fn in_lines(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut lines = text.lines().peekable();
    while let Some(line) = lines.next() {
        let line = line.trim_start_matches(['>', ' ', '|', '\t', '*']);
        let Some((name, value)) = line.split_at_checked("message-id".len()) else { continue };
        let value = value.trim_start_matches('*').trim_start();
        if !name.eq_ignore_ascii_case("message-id") || !value.starts_with(':') {
            continue;
        }
        let ids = in_brackets(value);
        if ids.is_empty() {
            found.extend(lines.peek().map(|next| in_brackets(next)).unwrap_or_default());
        } else {
            found.extend(ids);
        }
        if found.len() >= MAX_IDS {
            break;
        }
    }
    found
}

/// What stands in angle brackets, or every word with an at sign where there are none.
fn in_brackets(text: &str) -> Vec<String> {
    let clean = |id: &str| {
        let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
        (!id.is_empty() && id.len() <= LONGEST).then_some(id)
    };
    let bracketed: Vec<String> =
        text.split('<').skip(1).take(MAX_IDS).filter_map(|rest| clean(rest.split_once('>')?.0)).collect();
    if !bracketed.is_empty() {
        return bracketed;
    }
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, ':' | '<' | '>' | '*'));
    words.filter(|word| word.contains('@')).take(MAX_IDS).filter_map(clean).collect()
}
