//! How large things may be; whatever is larger is refused with a sentence, never cut silently.

use base::text;

use crate::Error;

/// Characters of a title.
pub const TITLE: usize = 300;
/// Bytes of the text of a message, and of what it quotes.
pub const BODY: usize = 1_048_576;
/// Bytes of the HTML of a message; more than of the text, because markup adds to it.
pub const HTML: usize = 4 * BODY;
/// Attachments of one message.
pub const ATTACHMENTS: usize = 1_000;
/// Characters of a file's name.
pub const FILE_NAME: usize = 255;
/// Tags of one item.
pub const TAGS: usize = 50;
/// Characters of a tag.
pub const TAG: usize = 50;
/// Links of one item.
pub const LINKS: usize = 500;
/// Watchers of one item.
pub const WATCHERS: usize = 200;
/// Characters of the name of a queue, a status or an author.
pub const NAME: usize = 100;
/// Bytes of an item's own data as JSON.
pub const DATA: usize = 65_536;
/// Characters of a reason or a hand-over note.
pub const REASON: usize = 2_000;

/// One clean line of 1 to `most` characters.
///
/// # Errors
/// [`Error::Invalid`] when it is empty or longer.
pub(crate) fn line(field: &'static str, asked: &str, most: usize) -> Result<String, Error> {
    let line = text::clean_line(asked);
    match line.chars().count() {
        0 => Err(Error::invalid(field, "this must not be empty")),
        length if length > most => {
            Err(Error::invalid(field, format!("this has {length} characters; at most {most} are possible")))
        }
        _ => Ok(line),
    }
}

/// Clean text of at most `most` bytes; may be empty.
///
/// # Errors
/// [`Error::Invalid`] when it is longer.
pub(crate) fn body(field: &'static str, asked: &str, most: usize) -> Result<String, Error> {
    let body = text::clean(asked);
    if body.len() > most {
        return Err(Error::invalid(field, format!("this has {} bytes; at most {most} are possible", body.len())));
    }
    Ok(body)
}

/// At most `most` of something.
///
/// # Errors
/// [`Error::Invalid`] when there are more.
pub(crate) fn count(field: &'static str, have: usize, most: usize) -> Result<(), Error> {
    if have > most {
        return Err(Error::invalid(field, format!("these are {have}; at most {most} are possible")));
    }
    Ok(())
}

/// A number between `least` and `most`.
///
/// # Errors
/// [`Error::Invalid`] when it lies outside.
pub(crate) fn range(field: &'static str, number: i64, least: i64, most: i64) -> Result<i64, Error> {
    if (least..=most).contains(&number) {
        return Ok(number);
    }
    Err(Error::invalid(field, format!("{number} is not possible; use {least} to {most}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_cleaned_and_measured_in_characters() {
        assert_eq!(line("title", " a\r\n b\0 ", 3).unwrap(), "a b");
        assert!(line("title", &"数".repeat(300), TITLE).is_ok());
        assert!(line("title", &"数".repeat(301), TITLE).is_err());
        assert!(line("title", "\0\n ", TITLE).is_err());
    }

    #[test]
    fn ranges_include_their_ends() {
        assert!(range("priority", 1, 1, 4).is_ok() && range("priority", 4, 1, 4).is_ok());
        assert!(range("priority", 0, 1, 4).is_err() && range("priority", 5, 1, 4).is_err());
    }
}
