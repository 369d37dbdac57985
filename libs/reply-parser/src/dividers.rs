//! Where a quote may begin: looks at one line, and at what follows it, for every rule in turn.

use crate::Settings;
use crate::attribution;
use crate::headers::{Label, begins_block, labelled, looks_like_block};
use crate::line::{Cut, Line, Opening};
use crate::parts::Rule;
use crate::phrases::{FORWARDED, ORIGINAL};

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
        if line.depth > 0 {
            return if line.cited { cut(Rule::QuoteMarks, false) } else { None };
        }
        let needed = if self.settings.forward { 1 } else { 2 };
        if is_original(line) || begins_block(here, needed) {
            return cut(Rule::Headers, true);
        }
        self.attribution(here, index)
    }

    fn is_marker(&self, line: &Line) -> bool {
        let marker = self.settings.marker.unwrap_or_default().trim();
        !marker.is_empty() && line.text.contains(marker)
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

    fn attribution(&self, here: &[Line], index: usize) -> Option<Cut> {
        let found = attribution::ending_at(self.lines, index)?;
        let quoted = here.iter().skip(1).find(|next| !next.is_blank()).is_some_and(|next| next.depth > 0);
        (quoted || found.dated).then_some(Cut { line: found.first, rule: Rule::Attribution, hard: !quoted })
    }
}

/// `---------- Forwarded message ---------`; `Begin forwarded message:` if a sender follows.
fn announces_forward(here: &[Line]) -> bool {
    let Some(line) = here.first() else { return false };
    let names_sender = || here.iter().skip(1).take(4).any(|next| matches!(labelled(next), Some((Label::From, _))));
    let ruled = is_ruled(&line.folded)
        || line.folded.ends_with([':', '：']) && line.folded.chars().count() <= 60 && names_sender();
    ruled && FORWARDED.iter().any(|phrase| line.folded.contains(phrase))
}

/// `-----Original Message-----`; QQ writes `------------------ Original ------------------`.
fn is_original(line: &Line) -> bool {
    let inner = line.folded.trim_matches(['-', ' ']);
    is_ruled(&line.folded) && (inner == "original" || ORIGINAL.iter().any(|phrase| inner.contains(phrase)))
}

/// Whether a line begins with a rule.
fn is_ruled(folded: &str) -> bool {
    ["--", "__", "==", "—", "––", "- -"].iter().any(|rule| folded.starts_with(rule))
}

/// A rule (`_____`) right above an earlier mail belongs to it.
fn with_rule_above(lines: &[Line], cut: Cut) -> usize {
    if !matches!(cut.rule, Rule::Headers | Rule::Structure | Rule::Forward) {
        return cut.line;
    }
    let is_rule =
        |line: &Line| line.folded.len() >= 5 && line.folded.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='));
    let above = lines.iter().enumerate().take(cut.line).rev().take(3).find(|(_, line)| !line.is_blank());
    above.filter(|(_, line)| is_rule(line)).map_or(cut.line, |(index, _)| index)
}
