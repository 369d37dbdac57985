//! Turns searched text into what must be found in the text fields.
//!
//! One typed word may be several terms: `4.2.1` and `foo-bar` must stand together, a Chinese run is cut into words
//! that must all occur, and a quoted text must occur as it stands.

use base::Timestamp;
use tantivy::{
    Term,
    query::{BooleanQuery, BoostQuery, Occur, PhraseQuery, Query, TermQuery},
    schema::{Field, IndexRecordOption},
};

use crate::{
    analyse::{Piece, analyse},
    script::{Script, script},
    words::Words,
};

/// Something that must be found in one of the fields.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    /// One of these spellings of a word.
    Word(Vec<String>),
    /// These terms at these distances.
    Phrase(Vec<(usize, String)>),
}

/// What must be found for a text; nothing when it holds no letter.
pub(crate) fn units(text: &str, is_phrase: bool, words: &Words, now: Timestamp) -> Vec<Unit> {
    if is_phrase {
        return unit(&analyse(text)).into_iter().collect();
    }
    let mut units = Vec::new();
    for (run, is_dense) in runs(text) {
        let parts = if is_dense { words.cut(run, now) } else { vec![run.to_owned()] };
        units.extend(parts.iter().filter_map(|part| unit(&analyse(part))));
    }
    units
}

/// The text in runs that are and are not written without spaces.
fn runs(text: &str) -> Vec<(&str, bool)> {
    let mut runs = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let is_dense = script(first) == Script::Dense;
        let end = rest.find(|character| (script(character) == Script::Dense) != is_dense).unwrap_or(rest.len());
        let (run, after) = rest.split_at(end);
        runs.push((run, is_dense));
        rest = after;
    }
    runs
}

/// One word, or the fewest terms that cover a phrase: pairs of dense characters side by side.
fn unit(pieces: &[Piece]) -> Option<Unit> {
    let first = pieces.first()?;
    let mut phrase: Vec<(usize, String)> = Vec::new();
    let mut covered = first.position;
    while let Some(best) = covering(pieces, covered, first.position) {
        covered = best.position + best.width;
        phrase.push((best.position, best.term.clone()));
    }
    match phrase.as_slice() {
        [(position, term)] => {
            let is_other = |piece: &&Piece| piece.position == *position && piece.width == 1 && piece.term != *term;
            let is_word = pieces.iter().all(|piece| piece.width == 1);
            let others = pieces.iter().filter(is_other).filter(|_| is_word).map(|piece| piece.term.clone());
            Some(Unit::Word(std::iter::once(term.clone()).chain(others).collect()))
        }
        _ => Some(Unit::Phrase(phrase)),
    }
}

/// The piece that covers a position: a pair that begins there, else a pair that ends there, else what stands there.
fn covering(pieces: &[Piece], position: usize, start: usize) -> Option<&Piece> {
    let at = |place: usize, width: usize| pieces.iter().find(|piece| (piece.position, piece.width) == (place, width));
    let ending = || position.checked_sub(1).filter(|before| *before >= start).and_then(|before| at(before, 2));
    at(position, 2).or_else(|| at(position, 1).map(|single| ending().unwrap_or(single)))
}

/// The query that finds a unit in one of the fields, which weigh differently.
pub(crate) fn anywhere(unit: &Unit, fields: &[(Field, f32)]) -> Box<dyn Query> {
    let found = fields.iter().map(|(field, weight)| {
        let query: Box<dyn Query> = Box::new(BoostQuery::new(in_field(unit, *field), *weight));
        (Occur::Should, query)
    });
    Box::new(BooleanQuery::new(found.collect()))
}

/// The query that finds a unit in a field.
pub(crate) fn in_field(unit: &Unit, field: Field) -> Box<dyn Query> {
    let term = |text: &str| Term::from_field_text(field, text);
    let word = |text: &str| -> Box<dyn Query> { Box::new(TermQuery::new(term(text), IndexRecordOption::WithFreqs)) };
    match unit {
        Unit::Phrase(parts) => {
            Box::new(PhraseQuery::new_with_offset(parts.iter().map(|(at, text)| (*at, term(text))).collect()))
        }
        Unit::Word(spellings) => match spellings.as_slice() {
            [only] => word(only),
            several => Box::new(BooleanQuery::union(several.iter().map(|text| word(text)).collect())),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, is_phrase: bool) -> Vec<Unit> {
        units(text, is_phrase, &Words::default(), Timestamp(0))
    }

    fn word(spellings: &[&str]) -> Unit {
        Unit::Word(spellings.iter().map(|text| (*text).to_owned()).collect())
    }

    fn phrase(parts: &[(usize, &str)]) -> Unit {
        Unit::Phrase(parts.iter().map(|(at, text)| (*at, (*text).to_owned())).collect())
    }

    #[test]
    fn typed_words_become_units() {
        assert_eq!(found("Printer", false), [word(&["printer"])]);
        assert_eq!(found("Müller", false), [word(&["muller", "mueller"])]);
        assert_eq!(found("4.2.1", false), [phrase(&[(0, "4"), (1, "2"), (2, "1")])]);
        assert_eq!(found("--", false), []);
    }

    #[test]
    fn chinese_runs_become_their_words() {
        assert_eq!(found("连接", false), [word(&["连接"])]);
        assert_eq!(found("锁", false), [word(&["锁"])]);
        let database = phrase(&[(0, "数据"), (1, "据库")]);
        assert_eq!(found("数据库连接超时", false), [database, word(&["连接"]), word(&["超时"])]);
        assert_eq!(found("打印机offline", false), [phrase(&[(0, "打印"), (1, "印机")]), word(&["offline"])]);
    }

    #[test]
    fn quoted_text_stays_together() {
        let whole = phrase(&[(0, "数据"), (1, "据库"), (3, "is"), (4, "down")]);
        assert_eq!(found("数据库 is down", true), [whole]);
        assert_eq!(found("防火墙规则", true), [phrase(&[(0, "防火"), (2, "墙规"), (3, "规则")])]);
    }
}
