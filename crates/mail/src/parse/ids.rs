//! Message ids are read without their brackets; broken ones are read as far as they go.

use super::headers::Headers;
use crate::limits::MESSAGE_ID_BYTES;

/// The ids in all fields of this name, in order, without repetitions, at most `most`; of too many
/// the first and the last ones stay, because those tie a mail to its thread.
#[must_use]
pub fn of(headers: &Headers, name: &str, most: usize) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for text in headers.all(name) {
        for id in in_text(&text) {
            if !found.contains(&id) {
                found.push(id);
            }
            if found.len() > most.max(1) {
                found.remove(most / 2);
            }
        }
    }
    found
}

/// The ids in a text: what stands in angle brackets, or every word with an at sign.
#[must_use]
pub fn in_text(text: &str) -> Vec<String> {
    let bracketed: Vec<String> =
        text.split('<').skip(1).filter_map(|rest| rest.split_once('>')).filter_map(|(id, _)| clean(id)).collect();
    if !bracketed.is_empty() {
        return bracketed;
    }
    text.split_whitespace().filter(|word| word.contains('@')).filter_map(clean).collect()
}

/// An id without white space and control characters, if anything remains and it is not too long.
#[must_use]
pub fn clean(id: &str) -> Option<String> {
    let id: String = id.chars().filter(|c| !c.is_whitespace() && !c.is_control() && !matches!(c, '<' | '>')).collect();
    (!id.is_empty() && id.len() <= MESSAGE_ID_BYTES).then_some(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_with_and_without_brackets() {
        assert_eq!(in_text("<a@b> <c@d>"), ["a@b", "c@d"]);
        assert_eq!(in_text("a@b junk"), ["a@b"]);
        assert_eq!(in_text("<a @b>"), ["a@b"]);
        assert!(in_text("<> nothing").is_empty());
    }

    #[test]
    fn of_too_many_references_the_ends_stay() {
        let text = (0..50).map(|n| format!("<{n}@x>")).collect::<Vec<_>>().join(" ");
        let headers = Headers::read(format!("References: {text}\r\n").as_bytes());
        let found = of(&headers, "References", 10);
        assert_eq!(found.len(), 10);
        assert_eq!((found[0].as_str(), found[9].as_str()), ("0@x", "49@x"));
    }
}
