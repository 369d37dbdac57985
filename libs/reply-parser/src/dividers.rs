//! Where a quote may begin: looks at one line, and at what follows it, for every rule in turn.

use crate::Settings;
use crate::attribution::{self, has_date};
use crate::headers::{Label, block, looks_like_block};
use crate::line::{Cut, Line, Opening};
use crate::parts::Rule;
use crate::phrases::{FORWARDED, MARKERS, ORIGINAL};

/// Announcements are short, in bytes.
const LONGEST: usize = 160;

/// The places where a quote may begin: the first one of all, and the first behind which everything is quoted.
#[derive(Default)]
pub struct Cuts {
    pub first: Option<Cut>,
    pub hard: Option<Cut>,
}

/// Looks for the places where a quote may begin.
pub fn find(lines: &[Line], settings: &Settings) -> Cuts {
    let last_quoted = lines.iter().rposition(|line| line.depth > 0 && !line.is_blank());
    let mut search = Search { lines, settings, last_quoted, cuts: Cuts::default() };
    for index in 0..lines.len() {
        let Some(cut) = search.at(index) else { continue };
        if search.cuts.first.is_none() || cut.hard {
            let cut = Cut { line: with_rule_above(lines, cut), ..cut };
            search.cuts.first = search.cuts.first.or(Some(cut));
            search.cuts.hard = Some(cut).filter(|cut| cut.hard);
        }
        if cut.hard {
            break;
        }
    }
    search.cuts
}

struct Search<'a, 'l> {
    lines: &'a [Line<'l>],
    settings: &'a Settings<'a>,
    last_quoted: Option<usize>,
    cuts: Cuts,
}

impl Search<'_, '_> {
    fn at(&self, index: usize) -> Option<Cut> {
        let line = self.lines.get(index)?;
        let here = self.lines.get(index..)?;
        let cut = |rule: Rule, hard: bool| Some(Cut { line: index, rule, hard });
        if self.is_marker(line) {
            return cut(Rule::Marker, line.depth == 0);
        }
        let inside_quote = line.depth > 0 && self.cuts.first.is_some();
        if !inside_quote && announces_forward(here) {
            return cut(Rule::Forward, true);
        }
        if let Some((rule, hard)) = self.opening(here, line, index).filter(|_| !inside_quote) {
            return cut(rule, hard);
        }
        if attribution::is_of_group_wise(line) && !self.quoted_from(index + 1) {
            return cut(Rule::Attribution, true);
        }
        if line.depth > 0 {
            return if line.cited { cut(Rule::QuoteMarks, false) } else { None };
        }
        self.headers(here, index).or_else(|| self.attribution(index))
    }

    fn is_marker(&self, line: &Line) -> bool {
        let marker = self.settings.marker.unwrap_or_default().trim();
        !marker.is_empty() && line.text.contains(marker)
            || line.folded.len() <= LONGEST && MARKERS.iter().any(|phrase| line.folded.contains(phrase))
    }

    /// Whether the next words from a line on are quoted.
    fn quoted_from(&self, index: usize) -> bool {
        self.lines.iter().skip(index).find(|line| !line.is_blank()).is_some_and(|line| line.depth > 0)
    }

    /// What the element that opens here says.
    fn opening(&self, here: &[Line], line: &Line, index: usize) -> Option<(Rule, bool)> {
        let opening = line.opening?;
        if opening == Opening::Forward || (1..3).any(|ahead| announces_forward(here.get(ahead..).unwrap_or_default())) {
            return Some((Rule::Forward, true));
        }
        match opening {
            // Without any quoted line inside, the element itself is the quote.
            Opening::Quote | Opening::Forward => {
                Some((Rule::Structure, self.last_quoted.is_none_or(|last| last < index)))
            }
            Opening::Rest => Some((Rule::Structure, true)),
            Opening::RestIfHeaders => looks_like_block(here).then_some((Rule::Structure, true)),
        }
    }

    /// A line of dashes with words, a block of header lines, or both. Outlook Express puts quote marks below them; an answer may
    /// then follow.
    fn headers(&self, here: &[Line], index: usize) -> Option<Cut> {
        let original = here.first().is_some_and(is_original);
        let dashes = usize::from(original);
        let below = here.iter().skip(dashes).take(3).take_while(|line| line.is_blank()).count() + dashes;
        let start = if original { below } else { 0 };
        let needed = if self.settings.forward { 1 } else { 2 };
        let length = block(here.get(start..).unwrap_or_default(), needed);
        if let Some(first) = self.memo(here, index).filter(|_| length.is_none()) {
            return Some(Cut { line: first, rule: Rule::Headers, hard: true });
        }
        let end = match (original, length) {
            (false, None) => return None,
            (true, None) => index + dashes,
            (_, Some(length)) => index + start + length,
        };
        Some(Cut { line: index, rule: Rule::Headers, hard: self.settings.forward || !self.quoted_from(end) })
    }

    /// Lotus Notes writes name and date above `To:`, `cc:` and `Subject:`, without labels.
    fn memo(&self, here: &[Line], index: usize) -> Option<usize> {
        let is_short = |line: &&Line| line.depth == 0 && !line.is_blank() && line.folded.len() <= LONGEST;
        here.first().filter(|line| line.label == Some(Label::To))?;
        let mut labels = here.iter().take(8).filter(|line| !line.is_blank()).map_while(|line| line.label);
        if !labels.any(|label| label == Label::Subject) {
            return None;
        }
        let above = index.checked_sub(1)?;
        let date = self.lines.get(above).filter(is_short).filter(|line| has_date(&line.folded))?;
        let letters = date.folded.chars().filter(|character| character.is_alphabetic()).count();
        let name = above.checked_sub(1).filter(|name| letters <= 4 && self.lines.get(*name).filter(is_short).is_some());
        Some(name.unwrap_or(above))
    }

    fn attribution(&self, index: usize) -> Option<Cut> {
        let found = attribution::ending_at(self.lines, index)?;
        let quoted = self.quoted_from(index + 1);
        (quoted || found.sure).then_some(Cut { line: found.first, rule: Rule::Attribution, hard: !quoted })
    }
}

/// `---------- Forwarded message ---------`; `Begin forwarded message:` if a sender follows.
fn announces_forward(here: &[Line]) -> bool {
    let Some(line) = here.first() else { return false };
    let names_sender = || here.iter().skip(1).take(4).any(|next| next.label == Some(Label::From));
    let ruled = is_ruled(&line.folded)
        || line.folded.ends_with([':', '：']) && line.folded.chars().count() <= 60 && names_sender();
    ruled && line.folded.len() <= LONGEST && FORWARDED.iter().any(|phrase| line.folded.contains(phrase))
}

/// `-----Original Message-----`; QQ writes `------------------ Original ------------------`.
fn is_original(line: &Line) -> bool {
    let inner = line.folded.trim_matches(['-', '_', '=', ' ', '>']);
    is_ruled(&line.folded)
        && line.folded.len() <= LONGEST
        && (inner == "original" || ORIGINAL.iter().any(|phrase| inner.contains(phrase)))
}

/// Whether a line begins with a rule.
fn is_ruled(folded: &str) -> bool {
    ["--", "__", "==", "- -"].iter().any(|rule| folded.starts_with(rule))
}

/// A rule (`_____`) or a bare `Original Message` right above an earlier mail belongs to it.
fn with_rule_above(lines: &[Line], cut: Cut) -> usize {
    if !matches!(cut.rule, Rule::Headers | Rule::Structure | Rule::Forward) {
        return cut.line;
    }
    let is_rule =
        |line: &Line| line.folded.len() >= 5 && line.folded.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='));
    let belongs = |line: &Line| is_rule(line) || ORIGINAL.contains(&line.folded.as_str());
    let above = lines.iter().enumerate().take(cut.line).rev().take(3).find(|(_, line)| !line.is_blank());
    above.filter(|(_, line)| belongs(line)).map_or(cut.line, |(index, _)| index)
}
