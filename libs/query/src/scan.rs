//! Reads characters from left to right and remembers the place for error messages.

use crate::{Error, Problem};

/// The text and how far it has been read.
pub struct Scanner {
    characters: Vec<char>,
    position: usize,
}

impl Scanner {
    pub fn new(text: &str) -> Self {
        Self { characters: text.chars().collect(), position: 0 }
    }

    /// How many characters have been read.
    pub const fn position(&self) -> usize {
        self.position
    }

    /// The next character; `None` at the end.
    pub fn peek(&self) -> Option<char> {
        self.characters.get(self.position).copied()
    }

    /// What has not been read yet.
    pub fn rest(&self) -> &[char] {
        self.characters.get(self.position..).unwrap_or_default()
    }

    /// Reads `count` characters, or fewer at the end.
    pub fn advance(&mut self, count: usize) {
        self.position = self.position.saturating_add(count).min(self.characters.len());
    }

    /// Reads `expected` if it comes next.
    pub fn take(&mut self, expected: char) -> bool {
        let found = self.peek() == Some(expected);
        if found {
            self.advance(1);
        }
        found
    }

    pub fn skip_space(&mut self) {
        self.take_while(char::is_whitespace);
    }

    /// Reads as long as `wanted` holds.
    pub fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let taken: String = self.rest().iter().copied().take_while(|&character| wanted(character)).collect();
        self.advance(taken.chars().count());
        taken
    }

    /// Reads a quoted string; the opening mark comes next. `\"` and `\\` are escapes, any other backslash is itself.
    pub fn quoted(&mut self) -> Result<String, Error> {
        let start = self.position;
        self.advance(1);
        let mut content = String::new();
        while let Some(character) = self.peek() {
            self.advance(1);
            match (character, self.peek()) {
                ('"', _) if content.trim().is_empty() => return Err(error(start, Problem::EmptyQuote)),
                ('"', _) => return Ok(content),
                ('\\', Some(escaped @ ('"' | '\\'))) => {
                    self.advance(1);
                    content.push(escaped);
                }
                _ => content.push(character),
            }
        }
        Err(error(start, Problem::UnclosedQuote))
    }
}

/// Whether a word of text ends before this character.
pub fn ends_word(character: char) -> bool {
    character.is_whitespace() || matches!(character, '(' | ')' | '"')
}

/// Whether a bare value ends before this character.
pub fn ends_value(character: char) -> bool {
    ends_word(character) || character == ','
}

pub const fn error(position: usize, problem: Problem) -> Error {
    Error { position, problem }
}
