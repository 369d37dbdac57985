//! The one analyser: the same text gives the same terms when it is indexed and when it is searched.
//!
//! A run of letters and digits is a word. In a run of Han, kana or hangul every character and every pair of
//! neighbours is a term, so that any two-character word is found wherever it stands, without a guess at index
//! time about where words end. A word with umlauts is also a term in its spelling with e.

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use crate::{
    fold::{Folded, fold},
    script::{Script, script},
};

/// The analyser's name in the index.
pub(crate) const NAME: &str = "aftercare";

/// The most bytes of a word that count; longer ones (keys, encoded files) are told apart by these.
const LONGEST: usize = 64;

/// A term and its place among the words of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Piece {
    /// The folded term.
    pub(crate) term: String,
    /// Words before it; a dense character counts as a word.
    pub(crate) position: usize,
    /// How many words it covers: 2 for a pair of dense characters.
    pub(crate) width: usize,
}

/// All terms of a text, in order.
pub(crate) fn analyse(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::with_capacity(text.len() / 5);
    let mut position = 0;
    for (run, kind) in runs(&fold(text)) {
        match kind {
            Run::Word(variant) => {
                pieces.push(Piece { term: clipped(run).to_owned(), position, width: 1 });
                if let Some(variant) = variant {
                    pieces.push(Piece { term: clipped(&variant).to_owned(), position, width: 1 });
                }
                position += 1;
            }
            Run::Dense => position = dense(run, position, &mut pieces),
        }
    }
    pieces
}

enum Run {
    /// With its spelling with e, when that is another one.
    Word(Option<String>),
    Dense,
}

/// The maximal runs of one script.
fn runs(folded: &Folded) -> impl Iterator<Item = (&str, Run)> {
    let text = folded.text.as_str();
    let mut rest = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, kind) = loop {
            let (start, character) = rest.next()?;
            match script(character) {
                Script::Gap => {}
                kind => break (start, kind),
            }
        };
        let mut end = text.len();
        while let Some(&(place, character)) = rest.peek() {
            if script(character) != kind {
                end = place;
                break;
            }
            rest.next();
        }
        let run = text.get(start..end)?;
        let kind = if kind == Script::Dense { Run::Dense } else { Run::Word(with_e(run, start, &folded.umlauts)) };
        Some((run, kind))
    })
}

fn with_e(word: &str, start: usize, umlauts: &[usize]) -> Option<String> {
    let first = umlauts.partition_point(|place| *place < start);
    let mut inside = umlauts.get(first..)?.iter().take_while(|place| **place < start + word.len()).peekable();
    inside.peek()?;
    let mut variant = String::with_capacity(word.len() + 2);
    for (place, character) in word.char_indices() {
        variant.push(character);
        if inside.next_if(|umlaut| **umlaut == start + place).is_some() {
            variant.push('e');
        }
    }
    Some(variant)
}

/// Every character and every pair of neighbours; returns the position after the run.
fn dense(run: &str, mut position: usize, pieces: &mut Vec<Piece>) -> usize {
    let mut characters = run.chars().peekable();
    while let Some(character) = characters.next() {
        pieces.push(Piece { term: character.into(), position, width: 1 });
        if let Some(next) = characters.peek() {
            pieces.push(Piece { term: [character, *next].iter().collect(), position, width: 2 });
        }
        position += 1;
    }
    position
}

fn clipped(word: &str) -> &str {
    word.get(..word.floor_char_boundary(LONGEST)).unwrap_or(word)
}

/// The analyser as the index library wants it.
#[derive(Clone, Default)]
pub(crate) struct Analyser;

/// The terms of one text.
pub(crate) struct Pieces {
    pieces: std::vec::IntoIter<Piece>,
    token: Token,
}

impl Tokenizer for Analyser {
    type TokenStream<'text> = Pieces;

    fn token_stream<'text>(&'text mut self, text: &'text str) -> Pieces {
        Pieces { pieces: analyse(text).into_iter(), token: Token::default() }
    }
}

impl TokenStream for Pieces {
    fn advance(&mut self) -> bool {
        let Some(piece) = self.pieces.next() else {
            return false;
        };
        self.token.text = piece.term;
        self.token.position = piece.position;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn terms(text: &str) -> Vec<(String, usize)> {
        analyse(text).into_iter().map(|piece| (piece.term, piece.position)).collect()
    }

    fn expect(text: &str, expected: &[(&str, usize)]) {
        let expected: Vec<_> = expected.iter().map(|(term, place)| ((*term).to_owned(), *place)).collect();
        assert_eq!(terms(text), expected, "{text}");
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        expect("Can't print v4.2!", &[("can", 0), ("t", 1), ("print", 2), ("v4", 3), ("2", 4)]);
    }

    #[test]
    fn dense_text_gives_characters_and_pairs() {
        expect("数据库", &[("数", 0), ("数据", 0), ("据", 1), ("据库", 1), ("库", 2)]);
    }

    #[test]
    fn mixed_text_is_cut_where_the_script_changes() {
        expect(
            "打印机offline了",
            &[("打", 0), ("打印", 0), ("印", 1), ("印机", 1), ("机", 2), ("offline", 3), ("了", 4)],
        );
    }

    #[test]
    fn umlauts_have_both_spellings_at_one_place() {
        expect("Herr Müller", &[("herr", 0), ("muller", 1), ("mueller", 1)]);
    }

    #[test]
    fn long_words_are_clipped_between_characters() {
        let word = "ж".repeat(100);
        assert_eq!(terms(&word), [("ж".repeat(32), 0)]);
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_positions_never_fall(text in "\\PC{0,200}") {
            let pieces = analyse(&text);
            prop_assert!(pieces.windows(2).all(|pair| pair[0].position <= pair[1].position));
            prop_assert!(pieces.iter().all(|piece| !piece.term.is_empty() && piece.term.len() <= LONGEST));
        }

        #[test]
        fn every_pair_of_han_characters_is_a_term(text in "[一-龥]{2,30}") {
            let pieces = analyse(&text);
            let characters: Vec<char> = fold(&text).text.chars().collect();
            for pair in characters.windows(2) {
                let pair: String = pair.iter().collect();
                prop_assert!(pieces.iter().any(|piece| piece.term == pair));
            }
        }
    }
}
