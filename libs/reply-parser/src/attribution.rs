//! The line that announces a quote, `On … wrote:`, in many languages; it may be wrapped over up to four lines.

use crate::line::Line;
use crate::phrases::{QUOTES, STARTS, VERBS_AT_END, VERBS_INSIDE};

/// How many lines an attribution may have.
const MOST_LINES: usize = 4;
/// How long it may be, in bytes.
const LONGEST: usize = 500;

/// An attribution that ends with some line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attribution {
    /// The index of its first line.
    pub first: usize,
    /// Whether it names a date.
    dated: bool,
    /// Whether it is one even when no quote marks follow.
    pub sure: bool,
}

/// The attribution whose last line is `last`.
pub fn ending_at(lines: &[Line], last: usize) -> Option<Attribution> {
    let end = lines.get(last)?;
    if !end.folded.ends_with([':', '：']) && !ends_without_colon(&end.folded) {
        return None;
    }
    let mut joined = String::new();
    let mut found: Option<Attribution> = None;
    let mut below: Option<&Line> = None;
    let mut connected = true;
    for (index, line) in lines.iter().enumerate().take(last + 1).rev().take(MOST_LINES) {
        let same = !line.folded.is_empty() && line.depth == end.depth && joined.len() + line.folded.len() <= LONGEST;
        if !same || below.is_some() && ends_sentence(&line.folded) {
            break;
        }
        joined.insert(0, ' ');
        joined.insert_str(0, &line.folded);
        connected &= below.is_none_or(|below| goes_on(&line.folded, &below.folded));
        let begins = begins(&line.folded);
        let complete = found.is_some_and(|attribution| attribution.dated);
        // The fewest lines that make one; more only if the sentence clearly goes on from above.
        let fits = |read: &Attribution| match found {
            None => connected || read.dated && begins,
            Some(_) => read.dated && (connected || begins && !complete),
        };
        found = read(joined.trim_end(), index).filter(fits).or(found);
        if found.is_some() && (begins || complete && !connected) {
            break;
        }
        below = Some(line);
    }
    found.filter(|attribution| attribution.dated || attribution.first == last)
}

/// `>>> Ana Lee <ana@desk.example> 11/2/2026 10:00 AM >>>`, as GroupWise writes it.
pub fn is_of_group_wise(line: &Line) -> bool {
    line.depth >= 2 && line.folded.ends_with(">>") && has_date(&line.folded)
}

/// Chinese and Korean programs may leave out the colon.
fn ends_without_colon(folded: &str) -> bool {
    ["写道", "寫道", "작성"].iter().any(|verb| folded.ends_with(verb))
}

/// Whether the sentence of a line ends there, so that it is no part of the one below.
fn ends_sentence(folded: &str) -> bool {
    folded.ends_with([':', '：', '.', '!', '?', '。', '！', '？'])
}

/// Whether a line can be the first one.
fn begins(folded: &str) -> bool {
    STARTS.iter().any(|start| folded.starts_with(start))
}

/// Whether the sentence of a line goes on in the line below.
fn goes_on(line: &str, below: &str) -> bool {
    let begins_dated = begins(line) && line.contains(|digit: char| digit.is_ascii_digit());
    let closes_address = below.find('>').is_some_and(|close| below.find('<').is_none_or(|open| close < open));
    let holds_address = line.contains('<') && line.contains('@');
    begins_dated || holds_address || closes_address || line.ends_with(['<', '(']) || below.starts_with(['<', '('])
}

/// Whether a sentence is an attribution.
fn read(sentence: &str, first: usize) -> Option<Attribution> {
    let body = sentence.trim_end_matches([':', '：', ' ']);
    let dated = has_date(body);
    let verb = VERBS_AT_END.iter().any(|verb| body.ends_with(verb))
        || VERBS_INSIDE.iter().any(|verb| body.contains(verb))
        || QUOTES.iter().any(|start| body.starts_with(start));
    if verb {
        let formal = body.contains('@') || begins(body) || body.starts_with(|digit: char| digit.is_ascii_digit());
        return Some(Attribution { first, dated, sure: dated && formal });
    }
    // Russian and Japanese programs and Mutt write only date, name and address.
    let named = body.contains('<') && body.contains('@');
    (dated && named).then(|| Attribution { first, dated, sure: body.ends_with('>') })
}

/// A time of day or a year, and a day.
pub fn has_date(text: &str) -> bool {
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
