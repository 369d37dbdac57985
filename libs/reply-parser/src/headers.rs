//! Header lines in the body of a mail, `From: …`, in many languages.

use crate::line::Line;
use crate::phrases::{DATE, FROM, OTHER, SUBJECT, TO};

/// How many lines a block of header lines may have.
const LONGEST_BLOCK: usize = 10;

/// Which header a line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    From,
    Date,
    To,
    Subject,
    Other,
}

/// The header of a line, and its value.
pub fn labelled<'l>(line: &'l Line) -> Option<(Label, &'l str)> {
    let (name, _) = line.folded.split_once([':', '：'])?;
    let name = name.trim();
    let label = [
        (&FROM[..], Label::From),
        (&DATE[..], Label::Date),
        (&TO[..], Label::To),
        (&SUBJECT[..], Label::Subject),
        (&OTHER[..], Label::Other),
    ]
    .into_iter()
    .find_map(|(words, label)| words.contains(&name).then_some(label))?;
    let (_, value) = line.text.split_once([':', '：'])?;
    Some((label, value.trim_matches(|character: char| character == '*' || character.is_whitespace())))
}

/// Whether a block of header lines begins at `lines`: the sender first, then at least `more` other headers.
pub fn begins_block(lines: &[Line], more: usize) -> bool {
    let Some(first) = lines.first() else { return false };
    if !matches!(labelled(first), Some((Label::From, _))) {
        return false;
    }
    let mut seen = Vec::new();
    for line in lines.iter().skip(1).take(LONGEST_BLOCK).take_while(|line| line.is_blank() || line.depth == first.depth)
    {
        match labelled(line) {
            Some((label, _)) if label != Label::From && !seen.contains(&label) => seen.push(label),
            Some(_) => {}
            // A blank line between the headers is an artefact of HTML; a second one ends the block.
            None if line.is_blank() && seen.is_empty() => {}
            None if line.is_blank() => break,
            None => {}
        }
    }
    seen.retain(|label| *label != Label::Other);
    seen.len() >= more
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
