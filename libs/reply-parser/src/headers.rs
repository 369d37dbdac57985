//! Header lines in the body of a mail, `From: …`, in many languages.

use crate::line::Line;
use crate::phrases::{DATE, FROM, OTHER, SUBJECT, TO};

/// How many lines a block of header lines may have.
const LONGEST_BLOCK: usize = 14;
/// How many lines that are no header lines may stand between two: wrapped addresses, the blanks of HTML.
const LONGEST_GAP: usize = 3;
/// Labels are short, in bytes.
const LONGEST_LABEL: usize = 40;

/// Which header a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    From,
    Date,
    To,
    Subject,
    Other,
}

/// Name and value; NetEase writes them as a row of a table, `| 发件人 | … |`.
fn name_and_value(text: &str) -> Option<(&str, &str)> {
    match text.strip_prefix('|') {
        Some(cells) => cells.split_once('|').map(|(name, value)| (name, value.trim_end_matches('|'))),
        None => text.split_once([':', '：']),
    }
}

/// The header that a folded line is.
pub fn label(folded: &str) -> Option<Label> {
    let name = name_and_value(folded)?.0.trim();
    if name.is_empty() || name.len() > LONGEST_LABEL {
        return None;
    }
    // Chinese programs align their labels with wide spaces: `主　题`.
    let narrow = if name.is_ascii() { String::new() } else { name.replace(' ', "") };
    let is_one_of = |words: &[&str]| words.contains(&name) || (!narrow.is_empty() && words.contains(&narrow.as_str()));
    [
        (&FROM[..], Label::From),
        (&DATE[..], Label::Date),
        (&TO[..], Label::To),
        (&SUBJECT[..], Label::Subject),
        (&OTHER[..], Label::Other),
    ]
    .into_iter()
    .find_map(|(words, label)| is_one_of(words).then_some(label))
}

/// The value of a header line.
pub fn value<'l>(line: &'l Line) -> &'l str {
    let value = name_and_value(line.text.trim_start_matches('*')).map_or("", |(_, value)| value);
    value.trim_matches(|character: char| character == '*' || character.is_whitespace())
}

/// How many lines the block of header lines has that begins at `lines`: the sender and at least `more` other headers, with a
/// subject or an address among them, since people write `From: Berlin` too.
pub fn block(lines: &[Line], more: usize) -> Option<usize> {
    let first = lines.first()?;
    first.label.filter(|label| *label != Label::Other)?;
    let mut seen = Vec::new();
    let mut has_address = false;
    let (mut end, mut gap) = (0, 0);
    for (index, line) in lines.iter().enumerate().take(LONGEST_BLOCK) {
        let same = line.is_blank() || line.depth == first.depth;
        let repeats = line.label == Some(Label::From) && seen.contains(&Label::From);
        if !same || repeats || gap > LONGEST_GAP {
            break;
        }
        match line.label {
            Some(label) => {
                seen.push(label);
                has_address |= label == Label::From && line.text.contains('@');
                (end, gap) = (index + 1, 0);
            }
            None => gap += 1,
        }
    }
    let others = [Label::Date, Label::To, Label::Subject].iter().filter(|label| seen.contains(label)).count();
    let is_mail = has_address || seen.contains(&Label::Subject);
    (seen.contains(&Label::From) && others >= more && is_mail).then_some(end)
}

/// Whether three of the next lines look like header lines in whatever language: a short label, a colon, a value.
pub fn looks_like_block(lines: &[Line]) -> bool {
    let shaped = |line: &&Line| {
        line.folded
            .split_once([':', '：'])
            .is_some_and(|(label, value)| !label.is_empty() && label.chars().count() <= 24 && !value.trim().is_empty())
    };
    lines.iter().take(2 * LONGEST_BLOCK).filter(|line| !line.is_blank()).take(5).filter(shaped).count() >= 3
}
