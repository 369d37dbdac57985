//! Puts the pieces together: which lines are new, which are quoted, and when quoted lines stay visible after all.

use crate::line::{Cut, Line};
use crate::parts::{Part, Piece, Rule, Split};
use crate::phrases::ANSWERS_INSIDE;
use crate::{Settings, dividers, forwarded, headers, signature};

/// Whoever writes more than this above an earlier mail, in bytes, answers there and not inside it.
const SHORT_ANSWER: usize = 600;

/// Splits `source`, whose lines are `lines`.
pub fn split<'a>(source: &'a str, lines: &[Line], settings: &Settings) -> Split<'a> {
    let mut parts = vec![Part::Visible; lines.len()];
    let cuts = dividers::find(lines, settings);
    let mut rule = None;
    let mut forwarded = None;
    let mut end = lines.len();
    let has_words_below = |cut: &Cut| lines.iter().skip(cut.line).any(|line| !line.is_blank());
    if let Some(hard) =
        cuts.hard.filter(has_words_below).filter(|cut| settings.forward || !is_answered_inside(lines, *cut))
    {
        let rest = lines.get(hard.line..).unwrap_or_default();
        let is_forward = hard.rule == Rule::Forward || settings.forward && begins_mail(rest);
        rule = Some(if is_forward { Rule::Forward } else { hard.rule });
        fill(&mut parts, hard.line, end, if is_forward { Part::Forwarded } else { Part::Quoted });
        forwarded = is_forward.then(|| forwarded::read(rest));
        end = hard.line;
    }
    if let Some(soft) = cuts.first.filter(|cut| !cut.hard && cut.line < end)
        && let Some((from, to)) = quoted(lines.get(..end).unwrap_or_default(), soft)
    {
        rule = Some(soft.rule);
        fill(&mut parts, from, to, Part::Quoted);
    }
    sign(lines, &mut parts);
    if forwarded.is_none() && !lines.iter().zip(&parts).any(|(line, part)| *part == Part::Visible && !line.is_blank()) {
        parts.fill(Part::Visible);
        rule = None;
    }
    Split { pieces: pieces(source, lines, &parts), forwarded, rule }
}

/// Whether the first lines say who wrote what follows.
fn begins_mail(lines: &[Line]) -> bool {
    (0..lines.len().min(6)).any(|index| headers::block(lines.get(index..).unwrap_or_default(), 1).is_some())
}

/// Whether the words above an earlier mail say that the answers stand inside it. Without quote marks nothing tells them from
/// that mail, so all of it is shown.
fn is_answered_inside(lines: &[Line], cut: Cut) -> bool {
    let above = lines.iter().take(cut.line).filter(|line| line.depth == 0 && !line.signature);
    let said: Vec<&str> = above.map(|line| line.folded.as_str()).collect();
    let short = said.iter().map(|line| line.len()).sum::<usize>() <= SHORT_ANSWER;
    let says_so = |line: &&str| ANSWERS_INSIDE.iter().any(|phrase| has_phrase(line, phrase));
    short && !matches!(cut.rule, Rule::Forward | Rule::Marker) && said.iter().any(says_so)
}

/// Whether a phrase stands in a line and is not a piece of longer words.
fn has_phrase(line: &str, phrase: &str) -> bool {
    let is_letter = |character: Option<char>| character.is_some_and(|character| character.is_ascii_alphabetic());
    line.match_indices(phrase).any(|(at, _)| {
        let before = line.get(..at).and_then(|before| before.chars().next_back());
        let after = line.get(at + phrase.len()..).and_then(|after| after.chars().next());
        !is_letter(before) && !is_letter(after)
    })
}

/// Which of the lines before the end, or before everything that is quoted anyway, are the quote that begins at `cut`.
/// `None` when answers stand between quoted lines, so that nothing may be folded.
fn quoted(lines: &[Line], cut: Cut) -> Option<(usize, usize)> {
    let is_quoted = |line: &Line| line.depth > 0 && !line.is_blank();
    let first = lines.iter().enumerate().skip(cut.line).find(|(_, line)| is_quoted(line)).map(|(index, _)| index)?;
    let last = lines.iter().rposition(is_quoted)?;
    let trailing = lines.get(last + 1..).unwrap_or_default();
    let answers_between = has_words(lines.get(first..=last).unwrap_or_default());
    let words_after = has_words(trailing.get(..signature::start(trailing)).unwrap_or_default());
    let words_before = has_words(lines.get(..cut.line).unwrap_or_default());
    match (answers_between, words_after, words_before) {
        (false, false, _) => Some((cut.line, lines.len())),
        (false, true, false) => Some((cut.line, last + 1)),
        _ => None,
    }
}

/// Whether some line is the author's own.
fn has_words(lines: &[Line]) -> bool {
    lines.iter().any(|line| line.depth == 0 && !line.is_blank() && !line.signature && !signature::is_footer(line))
}

/// Marks the signature at the end of the last visible stretch, and every line inside an element for signatures.
fn sign(lines: &[Line], parts: &mut [Part]) {
    let end = parts.iter().rposition(|part| *part == Part::Visible).map_or(0, |last| last + 1);
    let before = parts.get(..end).unwrap_or_default();
    let start = before.iter().rposition(|part| *part != Part::Visible).map_or(0, |last| last + 1);
    let signed = start + signature::start(lines.get(start..end).unwrap_or_default());
    fill(parts, signed, end, Part::Signature);
    for (line, part) in lines.iter().zip(parts) {
        if line.signature && *part == Part::Visible {
            *part = Part::Signature;
        }
    }
}

fn fill(parts: &mut [Part], from: usize, to: usize, part: Part) {
    if let Some(stretch) = parts.get_mut(from..to) {
        stretch.fill(part);
    }
}

/// Joins neighbours of one part; what lies behind the last line belongs to the last piece.
fn pieces<'a>(source: &'a str, lines: &[Line], parts: &[Part]) -> Vec<Piece<'a>> {
    let mut starts: Vec<(usize, Part)> = Vec::new();
    for (line, part) in lines.iter().zip(parts) {
        if starts.last().is_none_or(|(_, before)| before != part) {
            starts.push((if starts.is_empty() { 0 } else { line.range.start }, *part));
        }
    }
    if starts.is_empty() && !source.is_empty() {
        starts.push((0, Part::Visible));
    }
    let ends = starts.iter().skip(1).map(|(start, _)| *start).chain([source.len()]);
    let piece = |((start, part), end): (&(usize, Part), usize)| Piece {
        part: *part,
        source: source.get(*start..end).unwrap_or_default(),
    };
    starts.iter().zip(ends).map(piece).collect()
}
