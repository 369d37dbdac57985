//! A line as the rules see it, whether it comes from plain text or from HTML.

use std::borrow::Cow;
use std::ops::Range;

use crate::headers::{self, Label};
use crate::parts::Rule;

/// Longer lines are nobody's announcement, so the rules that look at words skip them.
const LONGEST_FOLDED: usize = 600;

/// One line of the mail.
#[derive(Debug)]
pub struct Line<'a> {
    /// Where it stands in the input; the ranges of all lines follow each other.
    pub range: Range<usize>,
    /// Its words without quote marks and without space around them.
    pub text: Cow<'a, str>,
    /// The words in small letters, with plain spaces and without emphasis; empty for a very long line.
    pub folded: String,
    /// The header line that it is, as `From: …`.
    pub label: Option<Label>,
    /// How many times it is quoted.
    pub depth: usize,
    /// Whether the quote is one for certain. A bare `blockquote` may just as well be an indentation.
    pub cited: bool,
    /// What the element that begins with this line means.
    pub opening: Option<Opening>,
    /// Whether it is inside an element for signatures.
    pub signature: bool,
}

impl<'a> Line<'a> {
    pub fn new(range: Range<usize>, text: Cow<'a, str>, depth: usize) -> Self {
        let folded = if text.len() <= LONGEST_FOLDED { fold(&text) } else { String::new() };
        let label = headers::label(&folded);
        Self { range, text, folded, label, depth, cited: depth > 0, opening: None, signature: false }
    }

    /// Whether there is nothing to see.
    pub fn is_blank(&self) -> bool {
        self.text.chars().all(|character| character.is_whitespace() || is_invisible(character))
    }
}

/// What an element of a known mail program says about what begins with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Opening {
    /// A quote begins; the `blockquote`s in it tell quoted lines from answers between them.
    Quote,
    /// Everything from here on is quoted.
    Rest,
    /// As `Rest`, if header lines follow.
    RestIfHeaders,
    /// A forwarded mail.
    Forward,
}

/// The place where a quote or a forwarded mail begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cut {
    /// The index of the first line of it.
    pub line: usize,
    pub rule: Rule,
    /// Whether everything after it belongs to it. Otherwise quote marks tell.
    pub hard: bool,
}

/// Characters without width, which HTML mails are full of.
const fn is_invisible(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{ad}' | '\u{61c}'
    )
}

/// Small letters, plain spaces, apostrophes and hyphens, no `*` of emphasis.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '*' => {}
            character if is_invisible(character) => {}
            '\u{2018}' | '\u{2019}' | '`' => folded.push('\''),
            '\u{2010}'..='\u{2013}' => folded.push('-'),
            '\u{2014}' | '\u{2015}' => folded.push_str("--"),
            character if character.is_whitespace() => {
                if !folded.ends_with(' ') {
                    folded.push(' ');
                }
            }
            character => folded.extend(character.to_lowercase()),
        }
    }
    folded.trim().to_owned()
}
