//! The line that announces a quote, `On … wrote:`, in many languages; it may be wrapped over up to four lines.

use crate::line::Line;
use crate::phrases::{ATTRIBUTION_STARTS, WROTE};

/// How many lines an attribution may have.
const MOST_LINES: usize = 4;
/// How long it may be, in bytes.
const LONGEST: usize = 500;

/// An attribution that ends with some line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The index of its first line.
    pub first: usize,
    /// Whether it names a date, so that it is one even when no quote marks follow.
    pub dated: bool,
}

/// The attribution whose last line is `last`.
pub fn ending_at(lines: &[Line], last: usize) -> Option<Attribution> {
    let end = lines.get(last)?;
    if !end.folded.ends_with([':', '：']) && !ends_with_verb(&end.folded) {
        return None;
    }
    let mut joined = String::new();
    let mut found: Option<Attribution> = None;
    for (index, line) in lines.iter().enumerate().take(last + 1).rev().take(MOST_LINES) {
        if line.is_blank()
            || line.folded.is_empty()
            || line.depth != end.depth
            || joined.len() + line.folded.len() > LONGEST
        {
            break;
        }
        joined.insert(0, ' ');
        joined.insert_str(0, &line.folded);
        let starts = ATTRIBUTION_STARTS.iter().any(|start| line.folded.starts_with(start));
        // The fewest lines that make one; one more above only if it is clearly where the sentence begins.
        let longer = found.is_some() && starts && line.folded.contains(|digit: char| digit.is_ascii_digit());
        if (found.is_none() || longer)
            && let Some(dated) = read(joined.trim_end())
        {
            found = Some(Attribution { first: index, dated });
        }
        if starts && found.is_some() {
            break;
        }
    }
    found.filter(|attribution| attribution.dated || attribution.first == last)
}

/// Chinese and Korean programs may leave out the colon.
fn ends_with_verb(folded: &str) -> bool {
    ["写道", "寫道", "작성"].iter().any(|verb| folded.ends_with(verb))
}

/// Whether a sentence is an attribution, and if so, whether it names a date.
fn read(sentence: &str) -> Option<bool> {
    let body = sentence.trim_end_matches([':', '：']).trim_end();
    let verb = WROTE.iter().any(|verb| body.contains(verb));
    // Russian and Japanese Gmail write only date, name and address.
    let address_last = body.ends_with('>') && body.contains('@');
    let dated = has_date(body);
    match (verb, address_last, dated) {
        (true, _, dated) => Some(dated),
        (false, true, true) => Some(true),
        _ => None,
    }
}

/// A time of day or a year, and a day.
fn has_date(text: &str) -> bool {
    let bytes = text.as_bytes();
    let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    let mut year = false;
    let mut time = false;
    let mut numbers = 0;
    let mut at = 0;
    while at < bytes.len() {
        if !digit(at) {
            at += 1;
            continue;
        }
        let start = at;
        while digit(at) {
            at += 1;
        }
        numbers += 1;
        year |= at - start == 4 && matches!(bytes.get(start..start + 2), Some(b"19" | b"20"));
        time |= matches!(bytes.get(at), Some(b':' | b'h' | b'.')) && digit(at + 1) && digit(at + 2) && !digit(at + 3);
    }
    numbers >= 2 && (year || time)
}
